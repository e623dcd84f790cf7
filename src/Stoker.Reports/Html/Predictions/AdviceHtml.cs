using Stoker.Advising;
using Stoker.Reports.Advising;
using Stoker.Reports.Headers;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Overview;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Predictions;

/// <summary>Advice as one HTML file that stands for itself.</summary>
public static class AdviceHtml
{
    /// <summary>The document. Same advice, same text.</summary>
    public static string Write(ApplicationAdvice advice, Clock clock, string stokerVersion)
    {
        ArgumentNullException.ThrowIfNull(advice);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(stokerVersion);
        var header = ApplicationHeader.Of(advice.Analysis.Application);
        return PageDocument.Write(new HtmlPage(
            $"{Words.Cut(header.Name, 80)}: advice \u00B7 Stoker",
            new PageHeader(header, clock),
            [(AdviceSection.Of(advice) ?? new PageSection(Anchors.Advice, null, "What to change together", new Prose(AdviceLines.Summary(advice)))) with { ShortTitle = null }],
            new Origin(stokerVersion, [advice.Analysis.Location], "docs/guide/advise.md")));
    }
}
