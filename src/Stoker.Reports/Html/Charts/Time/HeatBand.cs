using System.Globalization;
using System.Text;
using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Charts.Time;

/// <summary>Rows whose darkness says how busy they were; an empty track is one that was there and idle, and a cross is a loss.</summary>
/// <param name="Label">What the rows are.</param>
/// <param name="Rows">The rows from above.</param>
internal sealed record HeatBand(string Label, IReadOnlyList<HeatRow> Rows) : ITimeBand
{
    /// <summary>A row that is lower has no room for a label of its own.</summary>
    private const double LabelHeight = 13;

    private const double TitleHeight = 16;

    private static readonly double[] Levels = [0.02, 0.35, 0.65, 0.9];

    private double RowHeight => Rows.Count <= 20 ? 14 : Rows.Count <= 40 ? 9 : 6;

    /// <inheritdoc/>
    public double Height => TitleHeight + (Rows.Count * RowHeight);

    /// <inheritdoc/>
    public void Write(HtmlWriter html, TimeScale scale, double top)
    {
        var paths = new StringBuilder[Levels.Length];
        for (var level = 0; level < paths.Length; level++)
        {
            paths[level] = new StringBuilder();
        }

        var labelled = (int)Math.Ceiling(LabelHeight / RowHeight);
        for (var index = 0; index < Rows.Count; index++)
        {
            var (row, y) = (Rows[index], top + TitleHeight + (index * RowHeight));
            if (index % labelled == 0)
            {
                html.Write($"<text class=\"quiet\" x=\"0\" y=\"{y + Math.Min(RowHeight, LabelHeight) - 2 + (RowHeight < 10 ? 3 : 0)}\">{Svg.Fit(row.Label, scale.Left - 6)}</text>");
            }

            foreach (var (from, to) in row.Lives)
            {
                html.Write($"<rect class=\"f-panel s-line\" x=\"{scale.X(from)}\" y=\"{y + 1}\" width=\"{Math.Max(1, scale.X(to) - scale.X(from))}\" height=\"{RowHeight - 2}\"><title>{row.Label}</title></rect>\n");
            }

            AddRuns(paths, row.Shares, scale, y + (RowHeight / 2));
        }

        for (var level = 0; level < paths.Length; level++)
        {
            html.Write($"<path class=\"h{level + 1}\" stroke-width=\"{RowHeight - 3}\" d=\"{paths[level].ToString()}\"/>\n");
        }

        WriteLosses(html, scale, top + TitleHeight);
    }

    private static void AddRuns(StringBuilder[] paths, IReadOnlyList<double> shares, TimeScale scale, double y)
    {
        var step = scale.Width / shares.Count;
        for (var start = 0; start < shares.Count;)
        {
            var level = LevelOf(shares[start]);
            var end = start + 1;
            while (end < shares.Count && LevelOf(shares[end]) == level)
            {
                end++;
            }

            if (level >= 0)
            {
                paths[level].Append(CultureInfo.InvariantCulture, $"M{scale.Left + (start * step):0.#} {y:0.#}h{(end - start) * step:0.#}");
            }

            start = end;
        }
    }

    private static int LevelOf(double share) => Array.FindLastIndex(Levels, level => share >= level);

    private void WriteLosses(HtmlWriter html, TimeScale scale, double top)
    {
        var size = Math.Min(4, (RowHeight / 2) - 1);
        for (var index = 0; index < Rows.Count; index++)
        {
            foreach (var loss in Rows[index].Losses)
            {
                var (x, y) = (scale.X(loss), top + ((index + 0.5) * RowHeight));
                html.Write($"<path class=\"line s-bad\" d=\"M{x - size} {y - size}l{2 * size} {2 * size}m0 {-2 * size}l{-2 * size} {2 * size}\"><title>lost</title></path>\n");
            }
        }
    }
}
