using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Charts.Distributions;

/// <summary>How often values of equal ranges occur, with the median marked. One value far from the rest stands alone at the right.</summary>
internal sealed class Histogram : IHtmlComponent
{
    private const int MostBins = 28;
    private const double Width = 420;
    private const double Height = 128;
    private const double Top = 22;
    private const double Bottom = 106;
    private const double Left = 46;
    private const double Right = 412;

    private readonly string _title;
    private readonly string _noun;
    private readonly Func<long, string> _text;
    private readonly int[] _bins;

    /// <summary>Counts values.</summary>
    /// <param name="title">What the values are.</param>
    /// <param name="noun">What one of them is of, such as <c>task</c>.</param>
    /// <param name="sorted">The values, ascending, at least one.</param>
    /// <param name="text">Writes a value with its unit.</param>
    public Histogram(string title, string noun, IReadOnlyList<long> sorted, Func<long, string> text)
    {
        (_title, _noun, _text) = (title, noun, text);
        (Minimum, Median, Maximum) = (sorted[0], sorted[sorted.Count / 2], sorted[^1]);
        _bins = new int[Maximum == Minimum ? 1 : Math.Clamp(sorted.Count, 6, MostBins)];
        var range = Math.Max(1.0, (double)Maximum - Minimum);
        foreach (var value in sorted)
        {
            _bins[Math.Min(_bins.Length - 1, (int)(((double)value - Minimum) / range * _bins.Length))]++;
        }
    }

    public long Minimum { get; }

    public long Median { get; }

    public long Maximum { get; }

    /// <summary>How many values fall into each range, from the smallest on.</summary>
    public IReadOnlyList<int> Bins => _bins;

    public void Write(HtmlWriter html)
    {
        Svg.Open(html, "small", Width, Height, $"{_title}: {_text(Minimum)} to {_text(Maximum)}, median {_text(Median)}");
        html.Write($"<text class=\"strong\" x=\"0\" y=\"11\">{_title}</text>\n");
        var most = _bins.Max();
        var step = (Right - Left) / _bins.Length;
        var size = Math.Max(1, ((double)Maximum - Minimum) / _bins.Length);
        for (var bin = 0; bin < _bins.Length; bin++)
        {
            if (_bins[bin] > 0)
            {
                var height = Math.Max(2, (Bottom - Top) * _bins[bin] / most);
                var title = $"{Quantity.Count(_bins[bin], _noun)}: {_text((long)(Minimum + (bin * size)))} to {_text((long)(Minimum + ((bin + 1) * size)))}";
                html.Write($"<rect class=\"f-work\" x=\"{Left + (bin * step) + 0.5}\" y=\"{Bottom - height}\" width=\"{Math.Min(40, step - 1)}\" height=\"{height}\"><title>{title}</title></rect>\n");
            }
        }

        WriteAxes(html, most);
        Svg.Close(html);
    }

    private void WriteAxes(HtmlWriter html, int most)
    {
        html.Write($"<path class=\"hair\" d=\"M{Left} {Bottom}H{Right}\"/>");
        html.Write($"<text class=\"quiet\" x=\"{Left - 5}\" y=\"{Top + 8}\" text-anchor=\"end\">{Quantity.Count(most)}</text><text class=\"quiet\" x=\"{Left - 5}\" y=\"{Bottom}\" text-anchor=\"end\">0</text>\n");
        if (Maximum == Minimum)
        {
            html.Write($"<text class=\"quiet\" x=\"{Left}\" y=\"{Bottom + 16}\">all {_text(Minimum)}</text>\n");
            return;
        }

        var median = Left + ((Right - Left) * ((double)Median - Minimum) / ((double)Maximum - Minimum));
        var (low, middle, high) = (_text(Minimum), "median " + _text(Median), _text(Maximum));
        var half = Svg.WidthOf(middle) / 2;
        var (from, to) = (Left + Svg.WidthOf(low) + 8, Right - Svg.WidthOf(high) - 8);
        html.Write($"<path class=\"rule\" d=\"M{median} {Top - 4}V{Bottom}\"/>");
        html.Write($"<text class=\"quiet\" x=\"{Left}\" y=\"{Bottom + 16}\">{low}</text><text class=\"quiet\" x=\"{Right}\" y=\"{Bottom + 16}\" text-anchor=\"end\">{high}</text>");
        html.Write($"<text class=\"quiet\" x=\"{Math.Clamp(median, Math.Min(from + half, to - half), Math.Max(from + half, to - half))}\" y=\"{Bottom + 16}\" text-anchor=\"middle\">{middle}</text>\n");
    }
}
