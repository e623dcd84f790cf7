using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Parts;

/// <summary>A paragraph.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Kind">Its class in the style sheet, such as <c>quiet</c>.</param>
internal sealed record Prose(string Text, string Kind = "text") : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html) => html.Write($"<p class=\"{Kind}\">{Text}</p>\n");
}
