using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Parts;

/// <summary>A line that leads to a section.</summary>
/// <param name="Target">Its anchor.</param>
/// <param name="Text">What is there.</param>
internal sealed record SectionLink(string Target, string Text) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html) => html.Write($"<p><a href=\"#{Target}\">{Text}</a></p>\n");
}
