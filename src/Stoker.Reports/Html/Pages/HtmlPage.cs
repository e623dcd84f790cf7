using System.Text;
using Stoker.Findings.Fingerprints;
using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Pages;

/// <summary>A whole page in one file: nothing is loaded from anywhere, and the policy in its head forbids it. Well-formed as XML too.</summary>
/// <param name="Title">What a browser's tab shows.</param>
/// <param name="Header">Above the contents.</param>
/// <param name="Sections">In order; each is in the contents.</param>
/// <param name="Footer">Below everything.</param>
internal sealed record HtmlPage(string Title, IHtmlComponent Header, IReadOnlyList<PageSection> Sections, IHtmlComponent Footer) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var script = PageResources.Read("report.js");
        html.Write($"<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        html.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src '{HashOf(script)}'; base-uri 'none'; form-action 'none'\"/>\n");
        html.Write($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"generator\" content=\"Stoker\"/>\n<title>{Title}</title>\n");
        html.Write($"<style>\n");
        html.Literal(PageResources.Read("report.css"));
        html.Write($"</style>\n</head>\n<body>\n<header class=\"wrap\">{Header}</header>\n");
        WriteContents(html);
        html.Write($"<main class=\"wrap\">\n");
        foreach (var section in Sections)
        {
            html.Write(section);
        }

        html.Write($"</main>\n<footer><div class=\"wrap\">{Footer}</div></footer>\n<script>");
        html.Literal(script);
        html.Write($"</script>\n</body>\n</html>\n");
    }

    /// <summary>Links to the sections; nothing for a page of one.</summary>
    private void WriteContents(HtmlWriter html)
    {
        var listed = Sections.Where(section => section.ShortTitle is not null).ToList();
        if (listed.Count == 0)
        {
            return;
        }

        html.Write($"<nav aria-label=\"Contents\"><ul class=\"wrap\">");
        foreach (var section in listed)
        {
            html.Write($"<li><a href=\"#{section.Id}\">{section.ShortTitle}</a></li>");
        }

        html.Write($"</ul></nav>\n");
    }

    /// <summary>The hash that a Content-Security-Policy names a script by, so that no other script runs even if one got into the page.</summary>
    private static string HashOf(string script) => "sha256-" + Convert.ToBase64String(Sha256.Of(Encoding.UTF8.GetBytes(script)));
}
