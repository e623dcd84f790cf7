using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Charts;

/// <summary>A whole of time and its parts: one bar, then a line a part with its share and its time.</summary>
/// <param name="Title">What the whole is.</param>
/// <param name="Total">The whole, in ms.</param>
/// <param name="Parts">Its parts, which add up to it; those that are nothing are left out.</param>
/// <param name="Note">What the parts mean.</param>
internal sealed record StackedBar(string Title, long Total, IReadOnlyList<BarPart> Parts, string Note) : IHtmlComponent
{
    private const double Width = 1000;
    private const double Gap = 3;

    /// <summary>Parts below this share are named in one line together.</summary>
    private const double LeastShare = 0.01;

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var parts = Parts.Where(part => part.Ms > 0).ToList();
        html.Write($"<div>\n<p class=\"big\">{Title} {Words.Time(new(Total))}</p>\n");
        WriteBar(html, parts);
        html.Write($"<table class=\"parts\">\n");
        foreach (var part in parts.Where(part => part.Ms >= LeastShare * Total))
        {
            html.Write($"<tr><td>{part.Name}</td><td class=\"meter\">");
            html.Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"{Svg.Fill(part.Role)}\" width=\"{Math.Max(1, 100.0 * part.Ms / Total)}\" height=\"10\"/></svg>");
            html.Write($"</td><td class=\"num\">{BoundOf(part)}{Quantity.Share(part.Ms, Total)}</td><td class=\"num\">{BoundOf(part)}{Words.Time(new(part.Ms))}</td></tr>\n");
        }

        html.Write($"</table>\n");
        var small = parts.Where(part => part.Ms < LeastShare * Total).ToList();
        if (small.Count > 0)
        {
            html.Write($"<p class=\"quiet\">Under 1 % each: {string.Join(", ", small.Select(part => $"{part.Name} {BoundOf(part)}{Words.Time(new(part.Ms))}"))}.</p>\n");
        }

        html.Write($"<p class=\"quiet\">{Note}</p>\n</div>\n");
    }

    private void WriteBar(HtmlWriter html, List<BarPart> parts)
    {
        var label = Title + ": " + string.Join(", ", parts.Select(part => $"{part.Name} {Quantity.Share(part.Ms, Total)}"));
        html.Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bar\" viewBox=\"0 0 {Width} 26\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{label}\">\n");
        var room = Width - (Gap * Math.Max(0, parts.Count - 1));
        var x = 0.0;
        foreach (var part in parts)
        {
            var width = Math.Max(1, room * part.Ms / Math.Max(1, Total));
            html.Write($"<rect class=\"{Svg.Fill(part.Role)}\" x=\"{x}\" width=\"{width}\" height=\"26\"><title>{part.Name} {Quantity.Share(part.Ms, Total)}, {Words.Time(new(part.Ms))}</title></rect>\n");
            x += width + Gap;
        }

        Svg.Close(html);
    }

    private static string BoundOf(BarPart part) => part.IsBound ? "\u2264 " : "";
}
