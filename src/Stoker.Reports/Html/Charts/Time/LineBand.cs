using System.Globalization;
using System.Text;
using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Charts.Time;

/// <summary>Values over time as lines that differ in color and in their dashes, named in a row above.</summary>
/// <param name="Label">What they are.</param>
/// <param name="Series">The lines; at most four can be told apart.</param>
/// <param name="Peak">What the top of the strip stands for.</param>
/// <param name="PeakText">The same in words, with its unit.</param>
internal sealed record LineBand(string Label, IReadOnlyList<LineSeries> Series, double Peak, string PeakText) : ITimeBand
{
    private const double LegendHeight = 18;

    private static readonly (ChartRole Role, string Dashes)[] Styles = [(ChartRole.Work, "none"), (ChartRole.Bad, "6 3"), (ChartRole.Move, "2 2"), (ChartRole.Python, "8 2 2 2")];

    /// <summary>Height of the drawing itself.</summary>
    public double PlotHeight { get; init; } = 80;

    /// <inheritdoc/>
    public double Height => PlotHeight + LegendHeight;

    /// <inheritdoc/>
    public void Write(HtmlWriter html, TimeScale scale, double top)
    {
        var x = scale.Left;
        for (var index = 0; index < Math.Min(Series.Count, Styles.Length); index++)
        {
            var (role, dashes) = Styles[index];
            var name = Svg.Fit(Series[index].Name, scale.Right - x - 30);
            html.Write($"<path class=\"line {Svg.Stroke(role)}\" stroke-dasharray=\"{dashes}\" d=\"M{x} {top + 8}h22\"/><text x=\"{x + 27}\" y=\"{top + 12}\">{name}</text>");
            html.Write($"<path class=\"line {Svg.Stroke(role)}\" stroke-dasharray=\"{dashes}\" d=\"{PathOf(Series[index], scale, top + LegendHeight)}\"/>\n");
            x += 27 + Svg.WidthOf(name) + 18;
        }

        html.Write($"<path class=\"hair\" d=\"M{scale.Left} {top + Height}H{scale.Right}\"/>");
        html.Write($"<text class=\"quiet\" x=\"{scale.Left - 6}\" y=\"{top + LegendHeight + 10}\" text-anchor=\"end\">{PeakText}</text><text class=\"quiet\" x=\"{scale.Left - 6}\" y=\"{top + Height}\" text-anchor=\"end\">0</text>\n");
    }

    private string PathOf(LineSeries series, TimeScale scale, double top)
    {
        var path = new StringBuilder();
        var lastX = double.NegativeInfinity;
        foreach (var (ms, value) in Thin(series.Points))
        {
            var x = scale.X(ms);
            var y = top + PlotHeight - (PlotHeight * Math.Clamp(value / Math.Max(Peak, 1e-9), 0, 1));
            path.Append(double.IsNegativeInfinity(lastX) ? 'M' : 'L').Append(CultureInfo.InvariantCulture, $"{x:0.#} {y:0.#}");
            lastX = x;
        }

        return path.ToString();
    }

    /// <summary>At most some hundred points: of neighbors the largest, since what counts in these charts are peaks.</summary>
    private static IEnumerable<(double Ms, double Value)> Thin(IReadOnlyList<(double Ms, double Value)> points)
    {
        const int Most = 400;
        var size = Math.Max(1, (int)Math.Ceiling(points.Count / (double)Most));
        return points.Chunk(size).Select(chunk => chunk.MaxBy(point => point.Value));
    }
}
