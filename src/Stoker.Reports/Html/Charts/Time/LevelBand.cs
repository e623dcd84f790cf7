using System.Globalization;
using System.Text;
using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Charts.Time;

/// <summary>An amount over time as a filled shape, and the most that it could be as a line above.</summary>
/// <param name="Label">What it shows.</param>
/// <param name="Levels">The amount in steps of equal length.</param>
/// <param name="Limits">The limit in the same steps; empty when unknown.</param>
/// <param name="Peak">What the top of the strip stands for.</param>
/// <param name="PeakText">The same in words, with its unit.</param>
internal sealed record LevelBand(string Label, IReadOnlyList<double> Levels, IReadOnlyList<double> Limits, double Peak, string PeakText) : ITimeBand
{
    /// <summary>Spans that the chart is about, in ms since the start; drawn behind the levels.</summary>
    public IReadOnlyList<(double From, double To)> Marked { get; init; } = [];

    /// <summary>Height of the drawing itself.</summary>
    public double Height { get; init; } = 84;

    /// <inheritdoc/>
    public void Write(HtmlWriter html, TimeScale scale, double top)
    {
        foreach (var (from, to) in Marked)
        {
            html.Write($"<rect class=\"w2\" x=\"{scale.X(from)}\" y=\"{top}\" width=\"{Math.Max(1.5, scale.X(to) - scale.X(from))}\" height=\"{Height}\"/>");
        }

        html.Write($"<path class=\"f-work\" d=\"{Shape(Levels, scale, top, isClosed: true)}\"/>\n");
        if (Limits.Count > 0)
        {
            html.Write($"<path class=\"line s-text\" d=\"{Shape(Limits, scale, top, isClosed: false)}\"/>\n");
        }

        html.Write($"<path class=\"hair\" d=\"M{scale.Left} {top + Height}H{scale.Right}\"/>\n");
        html.Write($"<text class=\"quiet\" x=\"{scale.Left - 6}\" y=\"{top + (Label.Length > 0 ? 25 : 10)}\" text-anchor=\"end\">{PeakText}</text>");
        html.Write($"<text class=\"quiet\" x=\"{scale.Left - 6}\" y=\"{top + Height}\" text-anchor=\"end\">0</text>\n");
    }

    private string Shape(IReadOnlyList<double> values, TimeScale scale, double top, bool isClosed)
    {
        var path = new StringBuilder();
        var step = scale.Width / values.Count;
        var last = double.NaN;
        for (var index = 0; index < values.Count; index++)
        {
            var y = Math.Round(top + Height - (Height * Math.Clamp(values[index] / Math.Max(Peak, 1e-9), 0, 1)), 1);
            if (y != last)
            {
                var x = scale.Left + (index * step);
                path.Append(index == 0
                    ? string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {(isClosed ? top + Height : y):0.#}V{y:0.#}")
                    : string.Create(CultureInfo.InvariantCulture, $"H{x:0.#}V{y:0.#}"));
                last = y;
            }
        }

        path.Append(CultureInfo.InvariantCulture, $"H{scale.Right:0.#}");
        return isClosed ? path.Append(CultureInfo.InvariantCulture, $"V{top + Height:0.#}Z").ToString() : path.ToString();
    }
}
