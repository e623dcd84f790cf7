using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Charts.Time;

/// <summary>Stretches of time one after the other, each on the line of its kind, so that height tells what color tells.</summary>
/// <param name="Label">What they are.</param>
/// <param name="Kinds">Kinds from above: name and color.</param>
/// <param name="Stretches">Kind, start and end in ms since the chart's start, and what is told when it is pointed at; ascending.</param>
internal sealed record PathBand(string Label, IReadOnlyList<(string Name, ChartRole Role)> Kinds, IReadOnlyList<(int Kind, double From, double To, string Title)> Stretches) : ITimeBand
{
    private const double RowHeight = 14;
    private const double TitleHeight = 16;

    /// <summary>Stretches narrower than this are drawn together with the next of their kind.</summary>
    private const double LeastWidth = 1.2;

    /// <inheritdoc/>
    public double Height => TitleHeight + (Kinds.Count * RowHeight);

    /// <inheritdoc/>
    public void Write(HtmlWriter html, TimeScale scale, double top)
    {
        for (var kind = 0; kind < Kinds.Count; kind++)
        {
            var y = top + TitleHeight + (kind * RowHeight);
            html.Write($"<text class=\"quiet\" x=\"0\" y=\"{y + 10}\">{Svg.Fit(Kinds[kind].Name, scale.Left - 6)}</text>");
            html.Write($"<path class=\"hair\" d=\"M{scale.Left} {y + 7}H{scale.Right}\"/>");
            var end = double.NegativeInfinity;
            foreach (var (_, from, to, title) in Stretches.Where(stretch => stretch.Kind == kind))
            {
                // What would fall on what is drawn already adds nothing: thousands of batches are a few hundred marks.
                if (scale.X(to) < end + LeastWidth)
                {
                    continue;
                }

                var x = Math.Max(end, scale.X(from));
                var width = Math.Max(LeastWidth, scale.X(to) - x);
                html.Write($"<rect class=\"{Svg.Fill(Kinds[kind].Role)}\" x=\"{x}\" y=\"{y + 2}\" width=\"{width}\" height=\"{RowHeight - 4}\"><title>{title}</title></rect>\n");
                end = x + width;
            }
        }
    }
}
