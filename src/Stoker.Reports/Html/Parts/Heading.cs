using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Parts;

/// <summary>A heading inside a section.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Id">Its anchor; null for none.</param>
internal sealed record Heading(string Text, string? Id = null) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        if (Id is null)
        {
            html.Write($"<h3>{Text}</h3>\n");
        }
        else
        {
            html.Write($"<h3 id=\"{Id}\"><a href=\"#{Id}\">{Text}</a></h3>\n");
        }
    }
}
