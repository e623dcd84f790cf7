using Stoker.Model.Units;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;
using Stoker.Reports.Timelines;

namespace Stoker.Reports.Html.Charts.Time;

/// <summary>Strips over one time axis.</summary>
/// <param name="Title">What it shows: above a small one, and for those who do not see it.</param>
/// <param name="LengthMs">The time it shows, in ms.</param>
/// <param name="Bands">The strips from above.</param>
/// <param name="IsSmall">Whether it stands beside text.</param>
internal sealed record TimeChart(string Title, long LengthMs, IReadOnlyList<ITimeBand> Bands, bool IsSmall = false) : IHtmlComponent
{
    private const double BandGap = 12;
    private const double AxisHeight = 20;
    private const double TickGap = 22;

    private double Width => IsSmall ? 420 : 1100;

    private double Gutter => IsSmall ? 80 : 108;

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var scale = new TimeScale(Gutter, Width - Gutter - 8, Math.Max(1, LengthMs));
        var head = IsSmall ? 20.0 : 0;
        var bottom = head + Bands.Sum(band => band.Height + BandGap);
        Svg.Open(html, IsSmall ? "small" : "wide", Width, bottom + AxisHeight, Title);
        var ticks = Ticks(scale);
        foreach (var (x, _) in ticks)
        {
            html.Write($"<path class=\"hair\" d=\"M{x} {head}V{bottom}\"/>");
        }

        html.Write($"\n");
        if (IsSmall)
        {
            html.Write($"<text class=\"strong\" x=\"0\" y=\"11\">{Svg.Fit(Title, Width)}</text>\n");
        }

        var top = head;
        foreach (var band in Bands)
        {
            if (band.Label.Length > 0)
            {
                html.Write($"<text class=\"strong\" x=\"0\" y=\"{top + 11}\">{Svg.Fit(band.Label, Gutter - 6)}</text>\n");
            }

            band.Write(html, scale, top);
            top += band.Height + BandGap;
        }

        foreach (var (x, label) in ticks)
        {
            html.Write($"<text class=\"quiet\" x=\"{x}\" y=\"{bottom + 12}\" text-anchor=\"{AnchorOf(x, scale)}\">{label}</text>\n");
        }

        Svg.Close(html);
    }

    private static string AnchorOf(double x, TimeScale scale) => x >= scale.Right - 0.1 ? "end" : x <= scale.Left + 0.1 ? "start" : "middle";

    /// <summary>Round times that have room, and the end.</summary>
    private static List<(double X, string Label)> Ticks(TimeScale scale)
    {
        var step = TimeAxis.Step(new Milliseconds(scale.LengthMs), Math.Max(2, (int)(scale.Width / 90)));
        var end = Quantity.Duration(new Milliseconds(scale.LengthMs));
        var limit = scale.Right - Svg.WidthOf(end) - TickGap;
        List<(double X, string Label)> ticks = [];
        var free = double.NegativeInfinity;
        for (long at = 0; at < scale.LengthMs; at += step)
        {
            var (x, label) = (scale.X(at), TimeAxis.Label(new Milliseconds(at)));
            var half = Svg.WidthOf(label) / 2;
            if (x - half >= free && x + half <= limit)
            {
                ticks.Add((x, label));
                free = x + half + TickGap;
            }
        }

        ticks.Add((scale.Right, end));
        return ticks;
    }
}
