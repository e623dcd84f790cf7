using System.Buffers;
using System.Text;
using Stoker.Analyses;
using Stoker.Reports.Analyses;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Analyses;

/// <summary>The report of an analysis as one HTML file that stands for itself: no network, no other file, no script needed.</summary>
public static class AnalysisHtml
{
    /// <summary>The document. Same analysis, same text.</summary>
    /// <param name="analysis">What to write.</param>
    /// <param name="clock">The zone of the times shown.</param>
    /// <param name="stokerVersion">Version that goes into the footer.</param>
    public static string Write(Analysis analysis, Clock clock, string stokerVersion)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(stokerVersion);
        var output = new ArrayBufferWriter<byte>(1 << 16);
        new HtmlWriter(output).Write(new AnalysisPage(analysis, AnalysisFacts.Of(analysis), clock, stokerVersion).Compose());
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
