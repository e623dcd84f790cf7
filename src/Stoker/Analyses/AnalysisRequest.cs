using Stoker.Baselines;
using Stoker.Configuration;
using Stoker.EventLogs.Sources;
using Stoker.Linting;
using Stoker.Witnesses;

namespace Stoker.Analyses;

/// <summary>What to analyze, and how.</summary>
/// <param name="Source">A SOURCE: file, folder, <c>-</c> or address.</param>
public sealed record AnalysisRequest(string Source)
{
    /// <summary>Which applications of the source; the newest unless said otherwise.</summary>
    public SourceSelection Selection { get; init; } = SourceSelection.Newest;

    /// <summary>How the source is read.</summary>
    public SourceOptions Options { get; init; } = new();

    /// <summary>The program's source, to show the lines behind findings; absent for none.</summary>
    public LintRequest? Code { get; init; }

    /// <summary>Source that may tell what the log does not; absent for none.</summary>
    public WitnessRequest? Witness { get; init; }

    /// <summary>Rules that are off, thresholds that differ, findings that are accepted.</summary>
    public DiagnoseConfiguration Diagnosing { get; init; } = new();

    /// <summary>Findings that were there before and are left out; absent for none.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>The day by which acceptances end; the first day of the calendar, on which none has ended, unless said otherwise.</summary>
    public DateOnly Today { get; init; }

    /// <summary>Whether to look for what costs the time; otherwise only where it went is worked out.</summary>
    public bool IsDiagnosed { get; init; } = true;
}
