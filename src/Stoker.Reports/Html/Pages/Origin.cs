using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Pages;

/// <summary>The foot of a page: from what it was made, by which version.</summary>
/// <param name="StokerVersion">Version of Stoker.</param>
/// <param name="Sources">The logs.</param>
/// <param name="Guide">The page of the guide that defines the numbers.</param>
internal sealed record Origin(string StokerVersion, IReadOnlyList<string> Sources, string Guide) : IHtmlComponent
{
    private const int LongestPath = 400;

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        html.Write($"<p>Stoker {StokerVersion} from ");
        for (var source = 0; source < Sources.Count; source++)
        {
            html.Write($"{(source == 0 ? "" : " and ")}<code>{Words.Cut(Sources[source], LongestPath)}</code>");
        }

        html.Write($".</p>\n<p>Definitions: {Guide} of Stoker. This page loads nothing from a network.</p>\n");
    }
}
