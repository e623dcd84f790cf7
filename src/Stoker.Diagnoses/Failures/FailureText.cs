using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Failures;

/// <summary>What the text of a failure says; read once for all attempts with the same text.</summary>
internal sealed class FailureText
{
    /// <summary>Why failures are worth a change whatever they cost: half a sentence behind "since".</summary>
    public const string MayFailForGood = "what fails now and then may fail for good";

    /// <summary>Longest error text, letters: what is longer holds data.</summary>
    private const int LongestError = 200;

    private FailureText(TaskFailure failure)
    {
        IsOfPython = failure.ClassName?.Contains("PythonException", StringComparison.Ordinal) == true;
        Traceback = IsOfPython ? PythonTraceback.Read(failure.Message) : null;
        var text = Traceback?.Error ?? FirstLine(failure.Message);
        Error = text.Length > LongestError ? text[..LongestError] : text;
        Key = string.Concat(Error.Where(letter => !char.IsAsciiDigit(letter)));
        Cause = failure.Reason switch
        {
            TaskEndReason.ExecutorLostFailure => LossText.Read(failure.Message),
            TaskEndReason.TaskKilled or TaskEndReason.TaskCommitDenied => LossCause.Unknown,
            _ => LossText.ReadError(failure.ClassName, failure.Message),
        };
    }

    /// <summary>Exception and first line; of a Python traceback the line that names the Python exception.</summary>
    public string Error { get; }

    /// <summary>Names the error: digits differ between attempts of one cause.</summary>
    public string Key { get; }

    /// <summary>Why the executor died, if it did; heap, disk and buffers also when the task itself says so.</summary>
    public LossCause Cause { get; }

    /// <summary>Whether Python code threw.</summary>
    public bool IsOfPython { get; }

    /// <summary>The traceback; absent when there is none.</summary>
    public PythonTraceback? Traceback { get; }

    /// <summary>Reads the failures of stages. Equal texts of a log are one object, so that each is read once.</summary>
    public static Func<TaskFailure, FailureText> Reader()
    {
        var known = new Dictionary<(string Message, TaskEndReason Reason), FailureText>(new SameText());
        return failure =>
        {
            ref var text = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(known, (failure.Message, failure.Reason), out _);
            return text ??= new FailureText(failure);
        };
    }

    private static string FirstLine(string text) => (text.IndexOf('\n', StringComparison.Ordinal) is var end && end < 0 ? text : text[..end]).Trim();

    private sealed class SameText : IEqualityComparer<(string Message, TaskEndReason Reason)>
    {
        public bool Equals((string Message, TaskEndReason Reason) left, (string Message, TaskEndReason Reason) right) => ReferenceEquals(left.Message, right.Message) && left.Reason == right.Reason;

        public int GetHashCode((string Message, TaskEndReason Reason) text) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(text.Message);
    }
}
