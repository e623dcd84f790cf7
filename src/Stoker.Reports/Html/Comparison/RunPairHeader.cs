using Stoker.Analyses;
using Stoker.Comparing;
using Stoker.Reports.Comparison;
using Stoker.Reports.Headers;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Comparison;

/// <summary>What the comparison comes to, and which two runs it is of.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Clock">Zone of the times.</param>
internal sealed record RunPairHeader(ComparisonResult Runs, Clock Clock) : IHtmlComponent
{
    private const int LongestName = 240;

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        html.Write($"<h1><bdi>{Words.Cut(ApplicationHeader.Of(Runs.After.Application).Name, LongestName)}</bdi></h1>\n");
        html.Write(new Prose(ComparisonSentence.Of(Runs.Comparison), "lead"));
        Write(html, "A", Runs.Before);
        Write(html, "B", Runs.After);
    }

    private void Write(HtmlWriter html, string letter, Analysis analysis)
    {
        var header = ApplicationHeader.Of(analysis.Application);
        var platform = header.Platform.Take(2).Concat(header.Slots is { } slots ? [slots] : []).Select(part => Words.Cut(part, LongestName));
        html.Write($"<p class=\"facts\"><b>{letter}</b> <bdi>{Words.Cut(header.Name, LongestName)}</bdi> <code>{Words.Cut(header.Id, LongestName)}</code> \u00B7 {Clock.DateAndTime(header.Start)} \u00B7 <b>{header.Length}</b> \u00B7 ");
        html.Write($"<bdi>{string.Join(" \u00B7 ", platform)}</bdi> \u00B7 {header.Outcome}</p>\n");
    }
}
