using Stoker.Reports.Headers;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Overview;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Predictions;

/// <summary>The answer of <c>whatif</c> as one HTML file that stands for itself.</summary>
public static class WhatIfHtml
{
    /// <summary>The document. Same answer, same text.</summary>
    public static string Write(Predicting.WhatIf answer, Clock clock, string stokerVersion)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(stokerVersion);
        var header = ApplicationHeader.Of(answer.Application);
        return PageDocument.Write(new HtmlPage(
            $"{Words.Cut(header.Name, 80)}: other clusters \u00B7 Stoker",
            new PageHeader(header, clock),
            [CurveSection.Of(answer) with { ShortTitle = null }],
            new Origin(stokerVersion, [answer.Source], "docs/guide/whatif.md")));
    }
}
