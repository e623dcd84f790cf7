using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Texts;

/// <summary>A line of Markdown with <c>code</c> and bold.</summary>
/// <param name="Text">The line.</param>
internal sealed record InlineText(string Text) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var parts = Text.Split('`');
        for (var index = 0; index < parts.Length; index++)
        {
            // Odd parts stand between backticks; a last one without its end is text.
            if (index % 2 == 1 && index < parts.Length - 1)
            {
                html.Write($"<code>{parts[index]}</code>");
            }
            else
            {
                WriteBold(html, (index % 2 == 1 ? "`" : "") + parts[index]);
            }
        }
    }

    private static void WriteBold(HtmlWriter html, string text)
    {
        var parts = text.Split("**");
        for (var index = 0; index < parts.Length; index++)
        {
            if (index % 2 == 1 && index < parts.Length - 1)
            {
                html.Write($"<b>{parts[index]}</b>");
            }
            else
            {
                html.Write($"{(index % 2 == 1 ? "**" : "")}{parts[index]}");
            }
        }
    }
}
