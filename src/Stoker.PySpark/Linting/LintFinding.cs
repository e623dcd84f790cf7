using Stoker.Findings;
using Stoker.Findings.Tracing;
using Stoker.PySpark.Reading;

namespace Stoker.PySpark.Linting;

/// <summary>A finding of a lint rule, with what only source has: a fix, a suppression, a fingerprint.</summary>
public sealed record LintFinding
{
    /// <summary>The finding. Its place is a <see cref="Stoker.Findings.Places.SourcePlace"/>.</summary>
    public required Finding Finding { get; init; }

    /// <summary>The rule.</summary>
    public required LintRule Rule { get; init; }

    /// <summary>Where the finding is in the text that was read: <c>[Start, End)</c>.</summary>
    public required (int Start, int End) Span { get; init; }

    /// <summary>The file or notebook.</summary>
    public required PythonSource Source { get; init; }

    /// <summary>The mechanical fix, when there is one.</summary>
    public LintFix? Fix { get; init; }

    /// <summary>Stays the same when lines move: made of rule, file, symbol, the statement's text and its ordinal.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Why the finding is not shown, when the source says so.</summary>
    public Suppression? SuppressedBy { get; init; }

    /// <summary>Which jobs it has a part in, for the join with a log; nothing unless <see cref="LintSettings.Traces"/>.</summary>
    public SourceTrace Trace { get; init; } = SourceTrace.None;
}
