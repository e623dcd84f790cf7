using Stoker.Simulation.Predictions;

namespace Stoker.WhatIfLab;

/// <summary>Learns the table of interval widths, and checks it with each application left out in turn.</summary>
internal static class Conformal
{
    private const double Nominal = 0.9;

    public static void Print(IReadOnlyList<RunPair> pairs)
    {
        Console.WriteLine();
        Console.WriteLine("intervals, each application left out in turn");
        Console.WriteLine($"{"kind",-10}{"n",5}{"apps",6}{"q(0.9)",8}{"held",8}{"half-width",12}");
        foreach (var kind in pairs.GroupBy(KindOf).OrderBy(group => group.Key))
        {
            var applications = kind.GroupBy(pair => (pair.From.Corpus, pair.From.Application)).ToList();
            var (held, width) = (0, 0.0);
            foreach (var left in applications)
            {
                var quantile = Quantile([.. kind.Except(left).Select(Score)]);
                held += left.Count(pair => Score(pair) <= quantile);
                width += left.Sum(pair => Math.Exp(quantile * SigmaOf(pair)) - 1);
            }

            var count = kind.Count();
            Console.WriteLine($"{kind.Key,-10}{count,5}{applications.Count,6}{Quantile([.. kind.Select(Score)]),8:0.00}{100.0 * held / count,7:0} %{100 * width / count,10:0.0} %");
        }
    }

    private static ChangeKind KindOf(RunPair pair) => ChangeKinds.Of(pair.From.Program.Shape, pair.Predicted.Shape, pair.Predicted.Change);

    private static double SigmaOf(RunPair pair) => pair.Predicted.Sigma;

    internal static double Score(RunPair pair) => Math.Abs(Math.Log(pair.ActualMs / pair.Predicted.SpanMs)) / SigmaOf(pair);

    internal static double Quantile(IReadOnlyList<double> scores)
    {
        var sorted = scores.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling((sorted.Count + 1) * Nominal) - 1)];
    }
}
