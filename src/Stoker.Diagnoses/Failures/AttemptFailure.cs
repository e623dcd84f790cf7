using Stoker.Diagnoses.Work;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Failures;

/// <summary>A failed attempt with its time.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Failure">What the log tells.</param>
/// <param name="Text">What its text says.</param>
internal readonly record struct AttemptFailure(StageWork Stage, TaskFailure Failure, FailureText Text)
{
    /// <summary>Its duration, ms.</summary>
    public long DurationMs => Math.Max(0, Stage.Stage.Tasks.Duration(Failure.Row).Value);

    /// <summary>Host that ran it.</summary>
    public string Host => Stage.Stage.Tasks.Host(Failure.Row);

    /// <summary>Whether the code threw.</summary>
    public bool IsException => Failure.Reason == TaskEndReason.ExceptionFailure;

    /// <summary>Why the executor died, if it did; heap, disk and buffers also when the task itself says so.</summary>
    public LossCause Cause => Text.Cause;

    /// <summary>All attempts that failed or were killed, by stage.</summary>
    public static IReadOnlyList<AttemptFailure> Of(Inspection inspection) => inspection.Failures;

    /// <summary>Reads the attempts that failed or were killed.</summary>
    public static IReadOnlyList<AttemptFailure> Read(IReadOnlyList<StageWork> stages)
    {
        var read = FailureText.Reader();
        return [.. stages.SelectMany(stage => stage.Stage.Tasks.Failures.Select(failure => new AttemptFailure(stage, failure, read(failure))))];
    }
}
