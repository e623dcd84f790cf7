namespace Stoker.WhatIfLab;

/// <summary>Errors of a model over pairs.</summary>
internal static class Accuracy
{
    public static string Header => $"{"n",5}{"MAPE",8}{"median",8}{"p90",8}{"worst",8}{"bias",8}";

    /// <summary>Prints what rules and the model miss by, and what a repeat on the same shape does: no model can be nearer to a single run than another run of the same is.</summary>
    /// <param name="pairs">Pairs that differ in something.</param>
    /// <param name="repeats">Pairs of the same jobs that differ in nothing; may be empty.</param>
    public static void Print(IReadOnlyList<RunPair> pairs, IReadOnlyList<RunPair> repeats)
    {
        if (repeats.Count > 0)
        {
            Line("a repeat", repeats, pair => pair.From.Program.SpanMs);
        }

        Line("constant", pairs, pair => pair.Predicted.Baselines.ConstantMs);
        Line("1/n", pairs, pair => pair.Predicted.Baselines.InverseMs);
        Line("Amdahl", pairs, pair => pair.Predicted.Baselines.AmdahlMs);
        Line("plain replay", pairs, pair => pair.Predicted.Baselines.PlainReplayMs);
        Line("stoker", pairs, pair => pair.Predicted.SpanMs);
        Line("- oracle", pairs, pair => pair.OracleMs);
        var whole = pairs.Select(pair => pair.Predicted.ApplicationMs / pair.ApplicationMs - 1).ToList();
        Console.WriteLine($"{"application",-13}" + Row(whole) + $"  intervals hold {pairs.Count(pair => pair.Predicted.ApplicationInterval.Holds(pair.ApplicationMs))} of {pairs.Count}, half-width mean {100 * pairs.Average(pair => pair.Predicted.ApplicationInterval.HalfWidth):0.0} %");
        foreach (var (title, most) in new[] { ("inside 4x", 4.0), ("inside 16x", 16.0) })
        {
            var inside = pairs.Where(pair => pair.Ratio <= most).ToList();
            var widths = inside.Select(pair => pair.Predicted.Interval.HalfWidth).Order().ToList();
            var held = inside.Count(pair => pair.Predicted.Interval.Holds(pair.ActualMs));
            Console.WriteLine(inside.Count == 0 ? $"{title}: none" : $"{title}: intervals hold {held} of {inside.Count} ({100.0 * held / inside.Count:0} %), half-width median {100 * widths[widths.Count / 2]:0.0} %, mean {100 * widths.Average():0.0} %");
        }
    }

    public static string Row(IReadOnlyList<double> errors)
    {
        var sizes = errors.Select(Math.Abs).Order().ToList();
        return $"{sizes.Count,5}{100 * sizes.Average(),8:0.0}{100 * sizes[sizes.Count / 2],8:0.0}{100 * sizes[(int)(0.9 * (sizes.Count - 1))],8:0.0}{100 * sizes[^1],8:0.0}{100 * errors.Average(),8:+0.0;-0.0}";
    }

    private static void Line(string model, IReadOnlyList<RunPair> pairs, Func<RunPair, double> predicted) =>
        Console.WriteLine($"{model,-13}" + Row([.. pairs.Select(pair => (predicted(pair) / pair.ActualMs) - 1)]));
}
