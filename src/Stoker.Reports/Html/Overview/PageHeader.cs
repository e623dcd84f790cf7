using Stoker.Reports.Headers;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Overview;

/// <summary>Which application this is, where and when it ran, and how it ended.</summary>
/// <param name="Header">What is known of it.</param>
/// <param name="Clock">Zone of the times.</param>
internal sealed record PageHeader(ApplicationHeader Header, Clock Clock) : IHtmlComponent
{
    /// <summary>A longer name says no more.</summary>
    private const int LongestName = 240;

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        html.Write($"<h1><bdi>{Words.Cut(Header.Name, LongestName)}</bdi></h1>\n<p class=\"facts\">");
        if (Header.Id.Length > 0)
        {
            html.Write($"<code>{Words.Cut(Header.Id, LongestName)}</code> \u00B7 ");
        }

        var platform = Header.Platform.Concat(Header.Slots is { } slots ? [slots] : []).Select(part => Words.Cut(part, LongestName));
        html.Write($"<bdi>{string.Join(" \u00B7 ", platform)}</bdi></p>\n");
        html.Write($"<p class=\"facts\">{Clock.DateAndTime(Header.Start)} \u00B7 <b>{Header.Length}</b> \u00B7 ");
        html.Write($"<span class=\"{(Header.IsTroubled ? "trouble" : "text")}\">{(Header.IsTroubled ? "\u2715 " : "")}{Header.Outcome}</span></p>\n");
    }
}
