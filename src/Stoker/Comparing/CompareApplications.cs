using Stoker.Advice.Comparison;
using Stoker.Analyses;
using Stoker.EventLogs.Sources;

namespace Stoker.Comparing;

/// <summary>Use case: read two runs of one job and say what took more or less time, and why. Thread safe.</summary>
public static class CompareApplications
{
    /// <summary>The comparison, or the runs that were found where one of them is missing or empty.</summary>
    /// <param name="request">What to compare.</param>
    /// <param name="progress">Told about reading, from any thread.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="EventLogs.Sources.SourceException">A source cannot be read.</exception>
    public static (ComparisonResult? Result, IReadOnlyList<Analysis> Found) Run(ComparisonRequest request, Action<ReadingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var found = RunChoice.Find(request, Read);
        return found is [var before, var after] && found.All(IsRun)
            ? (new ComparisonResult(before, after, Comparer.Compare(RunOf(before), RunOf(after), request.Comparison)), found)
            : (null, found);

        IEnumerable<Analysis> Read(string source, SourceSelection selection) => AnalyzeApplication.Run(
            new AnalysisRequest(source) { Selection = selection, Options = request.Options, IsDiagnosed = false }, progress, cancellationToken);
    }

    /// <summary>Whether there is a run to compare: a log that stops before its first job tells of none.</summary>
    public static bool IsRun(Analysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return analysis.HasContent && (analysis.Application.Jobs.Count + analysis.Application.Stages.Count > 0 || analysis.Application.IsComplete);
    }

    private static ComparedRun RunOf(Analysis analysis) => new(analysis.Application, analysis.Time);
}
