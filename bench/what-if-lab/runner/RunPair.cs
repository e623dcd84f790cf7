using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;

namespace Stoker.WhatIfLab;

/// <summary>A run predicted into another run of the same application, and what that one measured.</summary>
internal sealed record RunPair(RealRun From, RealRun To, PredictedRun Predicted, double OracleMs)
{
    /// <summary>Slot time of one run over that of another by which the machine was as fast for both.</summary>
    private const double Alike = 1.06;

    public double ActualMs => To.Program.SpanMs;

    /// <summary>What the application took, start-up and shut-down included.</summary>
    public double ApplicationMs => ActualMs + To.Program.StartUpMs + To.Program.ShutDownMs;

    /// <summary>Whether both ran on one shape with the same settings.</summary>
    public bool IsRepeat => From.Program.Shape == To.Program.Shape && !ChangesSettings;

    /// <summary>Whether the runs differ in settings, on one shape.</summary>
    public bool ChangesSettings => Predicted.Change.Settings.Count > 0;

    /// <summary>
    /// Whether the machine was no slower for one than for the other, as far as durations tell (predictions are not looked at): tasks that did nothing but sleep held slots for the same time in both; of jobs that
    /// compute, each of both runs took about the slot time of the quickest of its repeats. The 6 % are those of table B of the design's what-if.md, 11.3.
    /// </summary>
    public static bool AreComparable(RunPair pair) => pair is { From.Inflation: { } from, To.Inflation: { } to }
        ? Math.Max(from, to) <= Alike * Math.Min(from, to)
        : pair.From.Inflation is null && IsQuick(pair.From) && IsQuick(pair.To);

    private static bool IsQuick(RealRun run) => run.Repeats > 1 && run.SlotSeconds <= Alike * run.LeastSlotSeconds;

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

    /// <summary>All ordered pairs of runs of one job on one shape that differ in settings which are modelled. What a run was not given, it had as Spark has it.</summary>
    public static IEnumerable<RunPair> OfSettings(IReadOnlyList<RealRun> runs)
    {
        foreach (var group in runs.GroupBy(run => (run.Corpus, run.Job, run.Program.Shape)))
        {
            foreach (var (from, to) in group.SelectMany(from => group.Where(to => to.Application != from.Application).Select(to => (from, to))))
            {
                var change = new ChangeSet { Settings = from.Settings.Keys.Union(to.Settings.Keys).Where(key => Value(from, key) != Value(to, key)).ToDictionary(key => key, key => Value(to, key)) };
                if (from.Predictor.RefusalOf(change) is null)
                {
                    yield return new RunPair(from, to, from.Predictor.Predict(change), to.Predictor.Self.ReplayedMs);
                }
            }
        }
    }

    private static string Value(RealRun run, string key) => run.Settings.GetValueOrDefault(key) ?? key switch
    {
        "spark.sql.shuffle.partitions" => "200",
        "spark.sql.adaptive.enabled" => "true",
        _ => "",
    };
}
