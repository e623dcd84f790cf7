using Stoker.Findings;
using Stoker.Reports.Findings;
using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Findings;

/// <summary>A finding on the first screen: what, price, place, proof, remedy.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Facts">Titles and prices.</param>
/// <param name="Targets">Anchors that the page has.</param>
internal sealed record FindingCard(Finding Finding, FindingFacts Facts, IReadOnlySet<string> Targets) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        html.Write($"<article class=\"card\">\n<h3>{new SeverityMark(Finding.Severity)}<a href=\"#{Facts.AnchorOf(Finding)}\">{Facts.TitleOf(Finding.Id)}</a> <span class=\"quiet\">{Finding.Id}</span></h3>\n");
        html.Write($"<p><span class=\"price\">{PriceOrUnknown()}</span> \u00B7 {new FindingPlaces(Finding, Targets)} \u00B7 {FindingSection.ConfidenceOf(Finding)}</p>\n");
        if (FindingSection.Proof(Finding) is { Length: > 0 } proof)
        {
            html.Write($"<p class=\"quiet\">{proof}</p>\n");
        }

        if (Facts.ReplayedSavingOf(Finding) is { } saving)
        {
            html.Write($"<p class=\"quiet\">{saving}</p>\n");
        }

        if (FindingSection.Advice(Finding) is { } advice)
        {
            html.Write($"<p class=\"do\">{advice}</p>\n");
        }

        html.Write($"</article>\n");
    }

    private string PriceOrUnknown() => Facts.PriceOf(Finding) is { Length: > 0 } price ? price : "no price: the log does not tell what it costs";
}
