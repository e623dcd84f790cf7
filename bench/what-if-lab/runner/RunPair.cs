using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;

namespace Stoker.WhatIfLab;

/// <summary>A run predicted into another run of the same application, and what that one measured.</summary>
internal sealed record RunPair(RealRun From, RealRun To, PredictedRun Predicted, double OracleMs)
{
    public double ActualMs => To.Program.SpanMs;

    /// <summary>Whether both ran on one shape.</summary>
    public bool IsRepeat => From.Program.Shape == To.Program.Shape;

    /// <summary>By how many times the slots of one are more than those of the other.</summary>
    public double Ratio => Math.Max(From.Program.Shape.Slots, To.Program.Shape.Slots) / (double)Math.Min(From.Program.Shape.Slots, To.Program.Shape.Slots);

    /// <summary>All ordered pairs of runs of one application that are not refused, repeats on one shape among them.</summary>
    public static IEnumerable<RunPair> Of(IReadOnlyList<RealRun> runs)
    {
        foreach (var group in runs.GroupBy(run => (run.Corpus, run.Application)))
        {
            foreach (var from in group)
            {
                foreach (var to in group.Where(to => !ReferenceEquals(to, from)))
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
