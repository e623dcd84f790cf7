using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Pages;

/// <summary>A part of a page with a title that can be linked to.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="ShortTitle">Its name in the contents; null for a part that is not listed there.</param>
/// <param name="Title">Its heading; null for none.</param>
/// <param name="Parts">What it holds.</param>
internal sealed record PageSection(string Id, string? ShortTitle, string? Title, params IReadOnlyList<IHtmlComponent?> Parts) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        html.Write($"<section id=\"{Id}\">\n");
        if (Title is not null)
        {
            html.Write($"<h2><a href=\"#{Id}\">{Title}</a></h2>\n");
        }

        foreach (var part in Parts)
        {
            html.Write(part);
        }

        html.Write($"</section>\n");
    }
}
