using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;

namespace Stoker.WhatIfLab;

/// <summary>Both halves of the jobs, told apart by DAG and seed: errors of each, and whether what one half teaches of interval widths holds in the other.</summary>
internal static class Halves
{
    /// <summary>Prints the errors of each half, and for each kind of change the quantile of one with what it holds in the other.</summary>
    public static void Print(IReadOnlyList<RunPair> pairs)
    {
        Console.WriteLine();
        Console.WriteLine($"halves of the jobs{"",-7}" + Accuracy.Header + "    held  half-width");
        foreach (var (name, half) in pairs.GroupBy(pair => pair.From.Corpus + (pair.ChangesSettings ? "*" : "")).SelectMany(corpus => corpus.GroupBy(pair => HalfOf(pair.From)).OrderBy(half => half.Key).Select(half => ($"{corpus.Key} {"AB"[half.Key]}", half.ToList()))))
        {
            Console.WriteLine($"{name,-25}" + Accuracy.Row([.. half.Select(pair => (pair.Predicted.SpanMs / pair.ActualMs) - 1)])
                + $"{half.Count(pair => pair.Predicted.Interval.Holds(pair.ActualMs)),5} of {half.Count,-3} {100 * half.Average(pair => pair.Predicted.Interval.HalfWidth),5:0.0} %");
        }

        Console.WriteLine();
        Console.WriteLine($"{"learnt in, looked at in",-25}{"n",5}{"q(0.9)",8}{"held",8}{"half-width",12}");
        foreach (var kind in pairs.GroupBy(pair => ChangeKinds.Of(pair.From.Program.Shape, pair.Predicted.Shape, pair.Predicted.Change)).OrderBy(group => group.Key))
        {
            for (var half = 0; half < 2; half++)
            {
                List<RunPair> learnt = [.. kind.Where(pair => HalfOf(pair.From) == half)], other = [.. kind.Where(pair => HalfOf(pair.From) != half)];
                var quantile = Conformal.Quantile([.. learnt.Select(Conformal.Score)]);
                if (other.Count > 0 && learnt.Count > 0)
                {
                    Console.WriteLine($"{kind.Key + (half == 0 ? " A, B" : " B, A"),-25}{other.Count,5}{quantile,8:0.00}{100.0 * other.Count(pair => Conformal.Score(pair) <= quantile) / other.Count,6:0} %{100 * other.Average(pair => Math.Exp(quantile * pair.Predicted.Sigma) - 1),10:0.0} %");
                }
            }
        }
    }

    /// <summary>0 or 1, by DAG and seed; the same on every machine.</summary>
    private static int HalfOf(RealRun run) => (int)(run.Job.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u) >> 8 & 1);
}
