using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Parts;

/// <summary>Components that stand together.</summary>
/// <param name="Kind">Class in the style sheet, such as <c>split</c> or <c>grid</c>.</param>
/// <param name="Parts">What it holds.</param>
internal sealed record Group(string Kind, params IReadOnlyList<IHtmlComponent?> Parts) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        html.Write($"<div class=\"{Kind}\">\n");
        foreach (var part in Parts)
        {
            html.Write(part);
        }

        html.Write($"</div>\n");
    }
}
