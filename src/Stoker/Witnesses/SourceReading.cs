using Stoker.Findings.Tracing;
using Stoker.PySpark.Closures;
using Stoker.PySpark.Reading;

namespace Stoker.Witnesses;

/// <summary>One file that may be the source of a run, parsed, or why it could not be.</summary>
internal sealed class SourceReading
{
    private readonly PythonFile _file;
    private readonly ClosureReader? _reader;
    private readonly SourceIssue? _issue;

    /// <summary>Reads a file.</summary>
    /// <param name="logged">The path as the log names it, of which places in the answers are.</param>
    /// <param name="file">The file on this machine.</param>
    /// <param name="interpreter">The Python that parses.</param>
    /// <param name="cancellation">Stops parsing.</param>
    public SourceReading(string logged, PythonFile file, string interpreter, CancellationToken cancellation)
    {
        _file = file;
        List<SourceIssue> issues = [];
        _reader = PythonSourceLoader.TryLoad(new PythonFile(logged, file.FullPath), issues) is { } source ? ClosureReader.TryOpen(source, issues, interpreter, cancellation) : null;
        _issue = issues.Find(issue => issue.LeavesSourceUnread) ?? (_reader is null && issues.Count > 0 ? issues[0] : null);
    }

    /// <summary>The path to show.</summary>
    public string Path => _file.Path;

    /// <summary>What it says of a call.</summary>
    public ClosureTestimony At(string method, int line)
    {
        var said = _reader?.At(method, line) ?? new ClosureTestimony(ClosureAnswer.Unreadable);
        if (_issue is { } issue && said.Answer is ClosureAnswer.Unreadable or ClosureAnswer.OtherSource or ClosureAnswer.Unknown)
        {
            return said with { Answer = ClosureAnswer.Unreadable, File = Path, Doubt = SourceTrouble.Of(issue, Path) };
        }

        return said with
        {
            File = Path,
            Doubt = said.Answer == ClosureAnswer.OtherSource ? FormattableString.Invariant($"{Path}:{line} holds no {method}(): it is not what ran") : null,
        };
    }
}
