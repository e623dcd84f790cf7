using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Charts.Distributions;

/// <summary>A bar for each task, the largest first, so that an uneven share shows at once; of many tasks a bar stands for several of one rank.</summary>
internal sealed class RankBars : IHtmlComponent
{
    private const int MostBars = 90;
    private const double Width = 420;
    private const double Height = 112;
    private const double Top = 20;
    private const double Bottom = 92;
    private const double Left = 80;
    private const double Right = 412;

    private readonly string _title;
    private readonly string _noun;
    private readonly int _count;
    private readonly Func<long, string> _text;
    private readonly ChartRole _role;

    /// <summary>Ranks values.</summary>
    /// <param name="title">What the values are.</param>
    /// <param name="noun">What one of them is of, such as <c>task</c>.</param>
    /// <param name="values">The values in any order, at least one.</param>
    /// <param name="text">Writes a value with its unit.</param>
    /// <param name="role">Color of the bars.</param>
    public RankBars(string title, string noun, IEnumerable<long> values, Func<long, string> text, ChartRole role = ChartRole.Work)
    {
        (_title, _noun, _text, _role) = (title, noun, text, role);
        var sorted = values.OrderDescending().ToList();
        _count = sorted.Count;
        Median = sorted[sorted.Count / 2];
        Bars = sorted.Count <= MostBars ? sorted : [.. Enumerable.Range(0, MostBars).Select(bar => sorted[(int)((long)bar * sorted.Count / MostBars)])];
    }

    /// <summary>Values of the bars, the largest first.</summary>
    public IReadOnlyList<long> Bars { get; }

    public long Median { get; }

    public void Write(HtmlWriter html)
    {
        Svg.Open(html, "small", Width, Height, $"{_title}: largest {_text(Bars[0])}, median {_text(Median)}");
        html.Write($"<text class=\"strong\" x=\"0\" y=\"11\">{_title}</text>\n");
        var most = Math.Max(1.0, Bars[0]);
        var step = Math.Min(24, (Right - Left) / Bars.Count);
        for (var bar = 0; bar < Bars.Count; bar++)
        {
            var height = Math.Max(Bars[bar] > 0 ? 1 : 0, (Bottom - Top) * Bars[bar] / most);
            html.Write($"<rect class=\"{Svg.Fill(_role)}\" x=\"{Left + (bar * step)}\" y=\"{Bottom - height}\" width=\"{Math.Max(1, step - (step > 4 ? 1.5 : 0.4))}\" height=\"{height}\"><title>{_text(Bars[bar])}</title></rect>\n");
        }

        var median = Bottom - ((Bottom - Top) * Median / most);
        html.Write($"<path class=\"hair\" d=\"M{Left} {Bottom}H{Right}\"/><path class=\"rule\" d=\"M{Left} {median}H{Right}\"/>");
        html.Write($"<text class=\"quiet\" x=\"{Left - 5}\" y=\"{Top + 8}\" text-anchor=\"end\">{_text(Bars[0])}</text>\n");
        var legend = $"{Quantity.Count(_count, _noun)}, largest first; dashed: median {_text(Median)}";
        html.Write($"<text class=\"quiet\" x=\"{Right}\" y=\"{Bottom + 15}\" text-anchor=\"end\">{Svg.Fit(legend, Right)}</text>\n");
        Svg.Close(html);
    }
}
