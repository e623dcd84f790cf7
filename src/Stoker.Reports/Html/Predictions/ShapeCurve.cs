using System.Globalization;
using Stoker.Model.Units;
using Stoker.Predicting;
using Stoker.Reports.Html.Charts;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;
using Stoker.Reports.Timelines;
using Stoker.Reports.WhatIf;

namespace Stoker.Reports.Html.Predictions;

/// <summary>Wall time over shapes: the interval as a band, the shape of the run (beside the curve where it had other settings), where more helps little, and beneath each shape its time and cost.</summary>
/// <param name="Answer">What was predicted; at least two shapes.</param>
internal sealed record ShapeCurve(Predicting.WhatIf Answer) : IHtmlComponent
{
    private const double Width = 1100;
    private const double Left = 96;
    private const double Right = 1092;
    private const double Top = 66;
    private const double Bottom = 306;

    /// <summary>As many as there are kinds of marks, so that each finds a row.</summary>
    private const int MarkRows = 4;
    private const double MarkHeight = 14;
    private const double RowHeight = 17;
    private const double LabelGap = 10;

    /// <summary>Half the width of what would be a curve, if there were more than one shape.</summary>
    private const double LoneWidth = 24;

    /// <summary>A wide interval may not press the others to nothing: the scale ends at twice the longest predicted time.</summary>
    private readonly double _mostMs = Math.Min(Answer.Runs.Max(run => run.Run.ApplicationInterval.HighMs), 2 * Answer.Runs.Max(run => run.Run.ApplicationMs));

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        Svg.Open(html, "wide", Width, Bottom + 20 + (3 * RowHeight), Label());
        WriteScale(html);
        WriteDeadline(html);
        WriteBand(html);
        WriteMarks(html);
        WritePoints(html);
        WriteRows(html);
        Svg.Close(html);
    }

    private string Label() => "Predicted time by shape: " + string.Join(", ", Answer.Runs.Select(run => $"{WhatIfSentences.Shape(run, Answer)} takes {WhatIfTable.Duration(run.TakesMs)}"));

    private void WriteScale(HtmlWriter html)
    {
        var step = TimeAxis.Step(new Milliseconds((long)_mostMs), 5);
        for (long at = 0; at <= _mostMs; at += step)
        {
            html.Write($"<path class=\"hair\" d=\"M{Left} {Y(at)}H{Right}\"/><text class=\"quiet\" x=\"{Left - 8}\" y=\"{Y(at) + 4}\" text-anchor=\"end\">{TimeAxis.Label(new Milliseconds(at))}</text>\n");
        }
    }

    /// <summary>The time that is asked for, where the drawing reaches it.</summary>
    private void WriteDeadline(HtmlWriter html)
    {
        if (Answer.Request.Deadline is { } deadline && deadline.Value <= _mostMs)
        {
            html.Write($"<path class=\"rule\" d=\"M{Left} {Y(deadline.Value)}H{Right}\"/><text class=\"quiet\" x=\"{Right}\" y=\"{Y(deadline.Value) - 4}\" text-anchor=\"end\">{$"deadline {Quantity.Duration(deadline)}"}</text>\n");
        }
    }

    /// <summary>The curve goes through the shapes that answer the question: a run with other settings stands beside it, and its time goes through the drawing.</summary>
    private void WriteBand(HtmlWriter html)
    {
        List<(double X, PricedRun Run)> asked = [.. Enumerable.Range(0, Answer.Runs.Count).Where(run => !IsBeside(Answer.Runs[run])).Select(run => (X(run), Answer.Runs[run]))];
        if (asked.Count == 1)
        {
            asked = [(asked[0].X - LoneWidth, asked[0].Run), (asked[0].X + LoneWidth, asked[0].Run)];
        }

        if (asked.Count > 0)
        {
            html.Write($"<path class=\"band\" d=\"{Path([.. asked.Select(at => (at.X, LowMs(at.Run))), .. asked.AsEnumerable().Reverse().Select(at => (at.X, HighMs(at.Run)))])} Z\"/>\n");
            html.Write($"<path class=\"line s-work\" d=\"{Path([.. asked.Select(at => (at.X, at.Run.TakesMs))])}\"/>\n");
        }

        for (var run = 0; run < Answer.Runs.Count; run++)
        {
            if (IsBeside(Answer.Runs[run]))
            {
                html.Write($"<path class=\"rule\" d=\"M{X(run)} {Y(Answer.Runs[run].TakesMs)}H{Right}\"/>\n");
            }
        }
    }

    private string Path(IEnumerable<(double X, double Ms)> points) => "M" + string.Join(" L", points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(point.X, 1)} {Math.Round(Y(point.Ms), 1)}")));

    /// <summary>Whether a run is what the others are measured against, and none of the answers.</summary>
    private bool IsBeside(PricedRun run) => run.IsMeasured && Answer.Request.ChangesRun;

    /// <summary>What the shapes are that matter: names stand in rows above the curve, so that no two meet.</summary>
    private void WriteMarks(HtmlWriter html)
    {
        var ends = new double[MarkRows];
        Array.Fill(ends, double.NegativeInfinity);
        foreach (var (run, text) in Marks().GroupBy(mark => mark.Run).Select(group => (Run: group.Key, Text: string.Join(", ", group.Select(mark => mark.Text)))))
        {
            var half = Svg.WidthOf(text) / 2;
            var middle = Math.Clamp(X(run), Left + half, Right - half);
            var row = Array.FindIndex(ends, end => middle - half > end);
            html.Write($"<path class=\"rule\" d=\"M{X(run)} {Top - 4}V{Bottom}\"/><text class=\"strong\" x=\"{middle}\" y=\"{12 + (row * MarkHeight)}\" text-anchor=\"middle\">{text}</text>\n");
            ends[row] = middle + half + LabelGap;
        }
    }

    private IEnumerable<(int Run, string Text)> Marks()
    {
        for (var run = 0; run < Answer.Runs.Count; run++)
        {
            if (Answer.Runs[run].IsMeasured)
            {
                yield return (run, IsBeside(Answer.Runs[run]) ? "the run as it was" : "this run");
            }

            if (Answer.Runs[run] == Answer.FastEnough)
            {
                yield return (run, "more helps little");
            }

            if (Answer.Runs[run] == Answer.Cheapest)
            {
                yield return (run, Answer.Request.Prices.AreFree ? "smallest in time" : "cheapest in time");
            }

            if (Answer.Runs[run] == Answer.BestValue && !Answer.Runs[run].IsMeasured && Answer.Asked.Count() > 2)
            {
                yield return (run, "best value");
            }
        }
    }

    private void WritePoints(HtmlWriter html)
    {
        for (var run = 0; run < Answer.Runs.Count; run++)
        {
            var each = Answer.Runs[run];
            html.Write($"<circle class=\"{(each.IsMeasured ? "ring" : "f-work")}\" cx=\"{X(run)}\" cy=\"{Y(each.TakesMs)}\" r=\"{(each.IsMeasured ? 5 : 4)}\"><title>{WhatIfSentences.Shape(each, Answer)}: {WhatIfTable.Duration(each.TakesMs)}");
            if (!each.IsMeasured)
            {
                html.Write($", {WhatIfTable.Interval(each.Run.ApplicationInterval)} in nine of ten runs");
            }

            html.Write($"{(Answer.Request.Prices.AreFree ? "" : $"; {WhatIfTable.Cost(each.Cost, Answer.Request.Prices)}")}; limited by {WhatIfTable.LimitName(each.Run.Limit)}</title></circle>\n");
        }
    }

    /// <summary>Shape, time and cost beneath their points. Where columns are too narrow for all, the run's own, the marked ones and the ends come first.</summary>
    private void WriteRows(HtmlWriter html)
    {
        string[] names = Answer.Request.Prices.AreFree ? ["shape", "takes"] : ["shape", "takes", "cost"];
        for (var row = 0; row < names.Length; row++)
        {
            html.Write($"<text class=\"quiet\" x=\"0\" y=\"{Bottom + 20 + (row * RowHeight)}\">{names[row]}</text>\n");
        }

        foreach (var run in Shown())
        {
            var cells = CellsOf(Answer.Runs[run]);
            for (var row = 0; row < cells.Length; row++)
            {
                html.Write($"<text class=\"{(row == 1 || Answer.Runs[run].IsMeasured ? "strong" : "quiet")}\" x=\"{X(run)}\" y=\"{Bottom + 20 + (row * RowHeight)}\" text-anchor=\"middle\">{cells[row]}</text>\n");
            }
        }
    }

    private List<int> Shown()
    {
        var first = Marks().Select(mark => mark.Run).Append(Answer.Runs.Count - 1).Append(0);
        var shown = new List<int>();
        foreach (var run in first.Concat(Enumerable.Range(0, Answer.Runs.Count)).Distinct())
        {
            if (shown.TrueForAll(other => Math.Abs(X(other) - X(run)) >= (WidthOf(other) + WidthOf(run)) / 2 + LabelGap))
            {
                shown.Add(run);
            }
        }

        shown.Sort();
        return shown;
    }

    private double WidthOf(int run) => CellsOf(Answer.Runs[run]).Max(Svg.WidthOf);

    private string[] CellsOf(PricedRun run) =>
    [
        WhatIfSentences.IsOverCores(Answer) ? WhatIfSentences.Shape(run.Run.Shape, Answer) : string.Create(CultureInfo.InvariantCulture, $"{run.Run.Shape.Executors} \u00D7 {run.Run.Shape.CoresPerExecutor}"),
        WhatIfTable.Duration(run.TakesMs),
        .. Answer.Request.Prices.AreFree ? (string[])[] : [WhatIfTable.Cost(run.Cost, Answer.Request.Prices)],
    ];

    private static double LowMs(PricedRun run) => run.IsMeasured ? run.TakesMs : run.Run.ApplicationInterval.LowMs;

    private static double HighMs(PricedRun run) => run.IsMeasured ? run.TakesMs : run.Run.ApplicationInterval.HighMs;

    /// <summary>Half a column stays free at both ends for the labels.</summary>
    private double X(int run) => Left + ((Right - Left) * (run + 0.5) / Answer.Runs.Count);

    private double Y(double milliseconds) => Bottom - ((Bottom - Top) * Math.Clamp(milliseconds / Math.Max(1, _mostMs), 0, 1));
}
