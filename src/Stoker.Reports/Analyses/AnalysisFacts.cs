using Stoker.Analyses;
using Stoker.Model;
using Stoker.Model.TimeSplit;
using Stoker.Reports.Costs;
using Stoker.Reports.Executors;
using Stoker.Reports.Failures;
using Stoker.Reports.Findings;
using Stoker.Reports.Headers;
using Stoker.Reports.Phases;
using Stoker.Reports.Quality;

namespace Stoker.Reports.Analyses;

/// <summary>Everything that a report of an analysis shows, computed once for all forms of it.</summary>
internal sealed record AnalysisFacts
{
    public required Application Application { get; init; }

    public required ApplicationHeader Header { get; init; }

    public required TimeShares Time { get; init; }

    /// <summary>What <see cref="Time"/> is drawn from.</summary>
    public required TimeBreakdown Breakdown { get; init; }

    public required CriticalPath CriticalPath { get; init; }

    public required CostRanking Costs { get; init; }

    public required string Sentence { get; init; }

    public required FailureOverview Failures { get; init; }

    public required IReadOnlyList<ExecutorRemark> ExecutorRemarks { get; init; }

    public required IReadOnlyList<string> QualityNotes { get; init; }

    /// <summary>The notes without what a finding that is shown tells already: that the log has no end (LOG001).</summary>
    public IReadOnlyList<string> NotesBesideFindings => Findings?.Shows("LOG001") == true
        ? [.. QualityNotes.Where(note => note != Quality.QualityNotes.NoEnd)]
        : QualityNotes;

    /// <summary>What costs the time; absent when it was not diagnosed.</summary>
    public FindingSection? Findings { get; init; }

    /// <summary>Whether any task ran: without one, most sections have nothing to show.</summary>
    public bool HasTasks => Costs.Stages.Count > 0;

    public static AnalysisFacts Of(Analysis analysis)
    {
        var application = analysis.Application;
        var time = TimeShares.Of(analysis.Time);
        var costs = CostRanking.Of(application);
        return new AnalysisFacts
        {
            Application = application,
            Header = ApplicationHeader.Of(application),
            Time = time,
            Breakdown = analysis.Time,
            CriticalPath = analysis.Time.CriticalPath,
            Costs = costs,
            Sentence = Headers.Sentence.Of(time, costs),
            Failures = FailureOverview.Of(application),
            ExecutorRemarks = Executors.ExecutorRemarks.Of(application),
            Findings = analysis.Review is { } review ? new FindingSection(review, analysis.Code, time.CoreTime) : null,
            QualityNotes = Quality.QualityNotes.Of(analysis),
        };
    }
}
