using Stoker.Advice.Comparison;
using Stoker.Analyses;

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
        List<Analysis> found = [];
        if (request.After is null)
        {
            // The newest comes first; the older one is what the newer is compared with.
            found.AddRange(Read(request.Before, 2));
            found.Reverse();
        }
        else
        {
            found.AddRange(Read(request.Before, 1));
            found.AddRange(Read(request.After, 1));
        }

        return found is [{ HasContent: true } before, { HasContent: true } after]
            ? (new ComparisonResult(before, after, Comparer.Compare(RunOf(before), RunOf(after), request.Comparison)), found)
            : (null, found);

        IEnumerable<Analysis> Read(string source, int count) => AnalyzeApplication.Run(
            new AnalysisRequest(source) { Selection = request.Selection with { Last = count }, Options = request.Options, IsDiagnosed = false }, progress, cancellationToken);
    }

    private static ComparedRun RunOf(Analysis analysis) => new(analysis.Application, analysis.Time);
}
