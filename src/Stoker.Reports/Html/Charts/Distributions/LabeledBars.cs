using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Charts.Distributions;

/// <summary>A few amounts to compare: a line of text and a bar for each.</summary>
/// <param name="Title">What the amounts are.</param>
/// <param name="Items">What each is of, how much, the same in words with its unit, and its color.</param>
internal sealed record LabeledBars(string Title, IReadOnlyList<(string Label, double Value, string Text, ChartRole Role)> Items) : IHtmlComponent
{
    private const double Width = 420;
    private const double RowHeight = 30;
    private const double TitleHeight = 20;

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var most = Math.Max(1e-9, Items.Max(item => item.Value));
        Svg.Open(html, "small", Width, TitleHeight + (Items.Count * RowHeight), Title);
        html.Write($"<text class=\"strong\" x=\"0\" y=\"11\">{Svg.Fit(Title, Width)}</text>\n");
        for (var index = 0; index < Items.Count; index++)
        {
            var (label, value, text, role) = Items[index];
            var y = TitleHeight + (index * RowHeight);
            html.Write($"<text class=\"quiet\" x=\"0\" y=\"{y + 11}\">{Svg.Fit(label, Width - Svg.WidthOf(text) - 16)}</text><text x=\"{Width}\" y=\"{y + 11}\" text-anchor=\"end\">{text}</text>");
            html.Write($"<rect class=\"{Svg.Fill(role)}\" x=\"0\" y=\"{y + 15}\" width=\"{Math.Max(value > 0 ? 1 : 0, Width * value / most)}\" height=\"8\"/>\n");
        }

        Svg.Close(html);
    }
}
