namespace Stoker.WhatIfLab;

/// <summary>Errors of a model over pairs.</summary>
internal static class Accuracy
{
    public static string Header => $"{"n",5}{"MAPE",8}{"median",8}{"p90",8}{"worst",8}{"bias",8}";

    public static void Print(IReadOnlyList<RunPair> pairs)
    {
        Line("constant", pairs, pair => pair.Predicted.Baselines.ConstantMs);
        Line("1/n", pairs, pair => pair.Predicted.Baselines.InverseMs);
        Line("Amdahl", pairs, pair => pair.Predicted.Baselines.AmdahlMs);
        Line("plain replay", pairs, pair => pair.Predicted.Baselines.PlainReplayMs);
        Line("stoker", pairs, pair => pair.Predicted.SpanMs);
        Line("- oracle", pairs, pair => pair.OracleMs);
        var held = pairs.Count(pair => pair.Predicted.Interval.Holds(pair.ActualMs));
        Console.WriteLine($"intervals hold {held} of {pairs.Count} ({100.0 * held / pairs.Count:0} %), mean half-width {100 * pairs.Average(pair => pair.Predicted.Interval.HalfWidth):0.0} %");
    }

    public static string Row(IReadOnlyList<double> errors)
    {
        var sizes = errors.Select(Math.Abs).Order().ToList();
        return $"{sizes.Count,5}{100 * sizes.Average(),8:0.0}{100 * sizes[sizes.Count / 2],8:0.0}{100 * sizes[(int)(0.9 * (sizes.Count - 1))],8:0.0}{100 * sizes[^1],8:0.0}{100 * errors.Average(),8:+0.0;-0.0}";
    }

    private static void Line(string model, IReadOnlyList<RunPair> pairs, Func<RunPair, double> predicted) =>
        Console.WriteLine($"{model,-13}" + Row([.. pairs.Select(pair => (predicted(pair) / pair.ActualMs) - 1)]));
}
