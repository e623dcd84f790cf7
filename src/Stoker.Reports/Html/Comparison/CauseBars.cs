using Stoker.Advice.Comparison;
using Stoker.Model.Units;
using Stoker.Reports.Comparison;
using Stoker.Reports.Html.Charts;
using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Comparison;

/// <summary>What each cause adds to the wall time: bars to the right are time lost, to the left time won.</summary>
/// <param name="Causes">The causes, the largest first; at least one.</param>
/// <param name="Comparison">What they are of.</param>
internal sealed record CauseBars(IReadOnlyList<CauseEffect> Causes, RunComparison Comparison) : IHtmlComponent
{
    private const double Width = 1100;
    private const double RowHeight = 22;
    private const double NameRoom = 250;
    private const double ValueRoom = 110;

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var (lost, won) = (Math.Max(0, Causes.Max(cause => cause.Wall.Value)), Math.Max(0, -Causes.Min(cause => cause.Wall.Value)));
        var room = Width - NameRoom - ValueRoom - (won > 0 ? ValueRoom : 0);
        var scale = room / Math.Max(1.0, lost + won);
        var zero = NameRoom + (won > 0 ? ValueRoom : 0) + (won * scale);
        Svg.Open(html, "wide", Width, (Causes.Count * RowHeight) + 4, "Wall time by cause: " + string.Join(", ", Causes.Select(cause => $"{CauseWords.Of(cause, Comparison)} {ComparisonSentence.Signed(cause.Wall)}")));
        for (var row = 0; row < Causes.Count; row++)
        {
            var (cause, y) = (Causes[row], row * RowHeight);
            var length = Math.Max(1, Math.Abs(cause.Wall.Value) * scale);
            var isLost = cause.Wall.Value >= 0;
            html.Write($"<text x=\"0\" y=\"{y + 14}\">{Svg.Fit(CauseWords.Of(cause, Comparison), NameRoom - 8)}</text>");
            html.Write($"<rect class=\"{(isLost ? "f-waste" : "f-move")}\" x=\"{(isLost ? zero : zero - length)}\" y=\"{y + 3}\" width=\"{length}\" height=\"15\"/>");
            html.Write($"<text class=\"strong\" x=\"{(isLost ? zero + length + 6 : zero - length - 6)}\" y=\"{y + 14}\" text-anchor=\"{(isLost ? "start" : "end")}\">{ComparisonSentence.Signed(new Milliseconds(cause.Wall.Value))}</text>\n");
        }

        html.Write($"<path class=\"hair\" d=\"M{zero} 0V{Causes.Count * RowHeight}\"/>\n");
        Svg.Close(html);
    }
}
