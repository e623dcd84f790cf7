using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Parts;

/// <summary>Details that open when asked for, without script.</summary>
/// <param name="Summary">What is inside.</param>
/// <param name="Parts">The inside.</param>
internal sealed record Fold(string Summary, params IReadOnlyList<IHtmlComponent?> Parts) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        html.Write($"<details><summary>{Summary}</summary>\n");
        foreach (var part in Parts)
        {
            html.Write(part);
        }

        html.Write($"</details>\n");
    }
}
