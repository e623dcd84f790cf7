using Stoker.Reports.Html.Markup;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Html.Charts;

/// <summary>Frames of drawings, names of colors, and how much room text takes.</summary>
internal static class Svg
{
    /// <summary>Size of the text of drawings in their units; the style sheet has the same.</summary>
    public const double TextSize = 11;

    /// <summary>
    /// Width of a character, at most, as a part of the text size: 0.64 is that of digits in DejaVu Sans, the widest of the fonts that systems
    /// take; capital letters and spaces even out.
    /// </summary>
    private const double CharacterWidth = 0.64;

    /// <summary>The class of a fill.</summary>
    public static string Fill(ChartRole role) => "f-" + NameOf(role);

    /// <summary>The class of a stroke.</summary>
    public static string Stroke(ChartRole role) => "s-" + NameOf(role);

    /// <summary>Room that text needs.</summary>
    public static double WidthOf(string text) => CellWidth.Of(text) * TextSize * CharacterWidth;

    /// <summary>The text, cut to what fits.</summary>
    public static string Fit(string text, double width) => Words.Cut(text, (int)(width / (TextSize * CharacterWidth)));

    /// <summary>Begins a drawing.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="kind">Class: <c>wide</c>, <c>small</c> or <c>plan</c>.</param>
    /// <param name="width">Its width in its units.</param>
    /// <param name="height">Its height in its units.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    public static void Open(HtmlWriter html, string kind, double width, double height, string label) =>
        html.Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{kind}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{label}\">\n");

    /// <summary>Ends it.</summary>
    public static void Close(HtmlWriter html) => html.Write($"</svg>\n");

    private static string NameOf(ChartRole role) => role switch
    {
        ChartRole.Work => "work",
        ChartRole.Python => "python",
        ChartRole.Waste => "waste",
        ChartRole.Move => "move",
        ChartRole.Bad => "bad",
        ChartRole.Idle => "idle",
        _ => "other",
    };
}
