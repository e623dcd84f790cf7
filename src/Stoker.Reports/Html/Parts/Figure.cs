using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Parts;

/// <summary>A drawing with what it shows. A wide one scrolls inside itself on a narrow screen.</summary>
/// <param name="Drawing">The drawing.</param>
/// <param name="Caption">What it shows, and how to read it.</param>
internal sealed record Figure(IHtmlComponent Drawing, string Caption) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html) =>
        html.Write($"<figure>\n<div class=\"scroll\" tabindex=\"0\">{Drawing}</div>\n<figcaption>{Caption}</figcaption>\n</figure>\n");
}
