using Stoker.Analyses;
using Stoker.Predicting;
using Stoker.Reports.Analyses;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Analyses;

/// <summary>The report of an analysis as one HTML file that stands for itself: no network, no other file, no script needed.</summary>
public static class AnalysisHtml
{
    /// <summary>The document. Same analysis, same text.</summary>
    /// <param name="analysis">What to write.</param>
    /// <param name="clock">The zone of the times shown.</param>
    /// <param name="stokerVersion">Version that goes into the footer.</param>
    /// <param name="outlook">What the run would be otherwise; absent to leave it out.</param>
    public static string Write(Analysis analysis, Clock clock, string stokerVersion, AnalysisOutlook? outlook = null)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(stokerVersion);
        return PageDocument.Write(new AnalysisPage(analysis, AnalysisFacts.Of(analysis), clock, stokerVersion, outlook).Compose());
    }
}
