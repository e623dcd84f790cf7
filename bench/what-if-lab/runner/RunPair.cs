using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;

namespace Stoker.WhatIfLab;

/// <summary>A run predicted into another run of the same application, and what that one measured.</summary>
internal sealed record RunPair(RealRun From, RealRun To, PredictedRun Predicted, double OracleMs)
{
    private const double QuietLoad = 3;

    public double ActualMs => To.Program.SpanMs;

    /// <summary>Both runs spent about the same slot time on the same sleeps, or (where those are not known) ran on a quiet machine: it did not decide.</summary>
    public bool IsComparable => From.Inflation is { } left && To.Inflation is { } right
        ? Math.Max(left, right) / Math.Min(left, right) <= 1.06
        : (From.Load ?? 0) <= QuietLoad && (To.Load ?? 0) <= QuietLoad;

    public double Ratio => Math.Max(From.Program.Shape.Slots, To.Program.Shape.Slots) / (double)Math.Min(From.Program.Shape.Slots, To.Program.Shape.Slots);

    /// <summary>All ordered pairs of runs of one application on different shapes that are not refused.</summary>
    public static IEnumerable<RunPair> Of(IReadOnlyList<RealRun> runs)
    {
        foreach (var group in runs.GroupBy(run => (run.Corpus, run.Application)))
        {
            foreach (var from in group)
            {
                foreach (var to in group.Where(to => to.Program.Shape != from.Program.Shape))
                {
                    var change = new ChangeSet { Executors = to.Program.Shape.Executors, CoresPerExecutor = to.Program.Shape.CoresPerExecutor };
                    if (from.Predictor.RefusalOf(change) is { } refusal)
                    {
                        Console.Error.WriteLine($"refused: {group.Key.Corpus} {group.Key.Application} {from.Program.Shape} to {to.Program.Shape}: {refusal.Reason}");
                        continue;
                    }

                    yield return new RunPair(from, to, from.Predictor.Predict(change), to.Predictor.Self.ReplayedMs);
                }
            }
        }
    }
}
