using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Texts;

/// <summary>
/// A page of docs/diagnoses inside a report, so that its reader needs neither Stoker nor a network. Reads what those pages use: headings,
/// paragraphs, lists, code, inline code and bold; anything else is shown as text.
/// </summary>
/// <param name="Markdown">The page.</param>
internal sealed record MarkdownPage(string Markdown) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var open = "";
        foreach (var line in Markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (open == "pre" ? line.StartsWith("```", StringComparison.Ordinal) : line.StartsWith("# ", StringComparison.Ordinal))
            {
                open = open == "pre" ? Close(html, open) : open;
                continue;
            }

            open = open == "pre" ? Code(html, line) : Block(html, line, open);
        }

        Close(html, open);
    }

    private static string Code(HtmlWriter html, string line)
    {
        html.Write($"{line}\n");
        return "pre";
    }

    private static string Block(HtmlWriter html, string line, string open)
    {
        if (line.StartsWith("```", StringComparison.Ordinal))
        {
            Close(html, open);
            html.Write($"<pre><code>");
            return "pre";
        }

        if (line.StartsWith('#'))
        {
            Close(html, open);
            html.Write($"<h4>{new InlineText(line.TrimStart('#').Trim())}</h4>\n");
            return "";
        }

        if (line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal))
        {
            if (open != "ul")
            {
                Close(html, open);
                html.Write($"<ul>\n");
            }

            html.Write($"<li>{new InlineText(line[2..])}</li>\n");
            return "ul";
        }

        return string.IsNullOrWhiteSpace(line) ? Close(html, open) : Paragraph(html, line, open);
    }

    private static string Paragraph(HtmlWriter html, string line, string open)
    {
        if (open != "p")
        {
            Close(html, open);
            html.Write($"<p>");
        }

        html.Write($"{new InlineText(line.Trim())}\n");
        return "p";
    }

    private static string Close(HtmlWriter html, string open)
    {
        switch (open)
        {
            case "pre":
                html.Write($"</code></pre>\n");
                break;
            case "ul":
                html.Write($"</ul>\n");
                break;
            case "p":
                html.Write($"</p>\n");
                break;
            default:
                break;
        }

        return "";
    }
}
