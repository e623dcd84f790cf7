using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Skew;

/// <summary>SKEW006: one of several equal executors did most of the work, in many tasks: they went where the data was.</summary>
internal static class LoadedExecutor
{
    public const string Id = "SKEW006";

    public static readonly Diagnosis Diagnosis = new(Id, "One executor did most of the work", Rank.DataShape, Check)
    {
        Limits =
        [
            SkewThresholds.Ratio,
            SkewThresholds.MinLoadMs,
            SkewThresholds.ManyTasks,
            SkewThresholds.LifeShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var peers = Peers(inspection);
        var ratio = inspection.ValueOf(Id, SkewThresholds.Ratio);
        var least = inspection.ValueOf(Id, SkewThresholds.MinLoadMs);

        // What the model has summed already says no in almost all applications: only then tasks are gone through.
        if (peers.Count < 3 || !IsLoaded(peers.ConvertAll(life => life.Executor.TotalDuration.Value), ratio, least))
        {
            return;
        }

        var many = inspection.ValueOf(Id, SkewThresholds.ManyTasks);
        var stages = inspection.Stages.Where(stage => stage.TaskCount >= many).ToList();
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var stage in stages)
        {
            foreach (var (executor, milliseconds) in Loads(stage))
            {
                sums[executor] = sums.GetValueOrDefault(executor) + milliseconds;
            }
        }

        var loads = peers.ConvertAll(life => sums.GetValueOrDefault(life.Executor.Id));
        if (IsLoaded(loads, ratio, least))
        {
            report.Add(Suspect(inspection, stages, peers[loads.IndexOf(loads.Max())], loads));
        }
    }

    private static Suspicion Suspect(Inspection inspection, List<StageWork> stages, ExecutorLife loaded, List<long> loads)
    {
        var suspicion = new Suspicion(new ExecutorPlace(loaded.Executor.Id), Confidence.Medium) { Basis = Basis.Bounded };
        suspicion.Doubt("why tasks went there is inferred from their locality");
        var median = MedianOf(loads);
        suspicion.Prove("taskTime", loads.Max(), EvidenceUnit.CoreMilliseconds)
            .Prove("medianTaskTime", median, EvidenceUnit.CoreMilliseconds, new ApplicationPlace());
        if (median > 0) // Nothing has no multiple.
        {
            suspicion.Prove("timeRatio", loads.Max() / (double)median, EvidenceUnit.Ratio, null, new Threshold(SkewThresholds.Ratio.Name, Comparison.AtLeast, inspection.ValueOf(Id, SkewThresholds.Ratio)));
        }

        suspicion.Prove("equalExecutors", loads.Count, EvidenceUnit.Count).Prove("host", loaded.Executor.Host);
        foreach (var stage in stages)
        {
            // Where the executor has no more than twice its share, the stage was spread well enough.
            var all = Loads(stage);
            if (all.GetValueOrDefault(loaded.Executor.Id) * loads.Count <= 2 * all.Values.Sum())
            {
                continue;
            }

            var slots = inspection.SlotsOf(stage);
            TailPrice.Of(stage.WallMs, stage.BusyMs, slots, stage.LongestMs).Claim(suspicion, inspection.Ledger, stage, slots);
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
        }

        suspicion.Advise(inspection.Settings.Change("spark.locality.wait", "0s", "Let tasks run on free executors at once instead of waiting for the one that holds their data.", risk: "More data is read over the network; keep the wait where disks are local and the network is slow."))
            .Advise("Spread what is cached or read: repartition before persist, and fill the cache when all executors are there.");
        return suspicion;
    }

    /// <summary>Executors with as many slots as most have, that lived about as long as the longest of them, each in one life.</summary>
    private static List<ExecutorLife> Peers(Inspection inspection)
    {
        if (inspection.IsLocal || inspection.Curve.Lives.Count < 3)
        {
            return [];
        }

        var equal = inspection.Curve.Lives.GroupBy(life => life.Slots).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First();
        var longest = equal.Max(life => life.EndMs - life.StartMs);
        var least = longest * inspection.ValueOf(Id, SkewThresholds.LifeShare);
        return [.. equal.Where(life => life.EndMs - life.StartMs >= least).GroupBy(life => life.Executor.Id).Where(lives => lives.Count() == 1).Select(lives => lives.First())];
    }

    private static bool IsLoaded(List<long> loads, double ratio, double least) => loads.Max() >= least && loads.Max() >= ratio * Math.Max(1, MedianOf(loads));

    private static long MedianOf(List<long> loads) => loads.Order().ElementAt(loads.Count / 2);

    /// <summary>Task time of a stage by executor, the longest task of each left out: one long task is skew of data, or a straggler.</summary>
    private static Dictionary<string, long> Loads(StageWork stage)
    {
        var tasks = stage.Stage.Tasks;
        var sums = new long[tasks.ExecutorNames.Count];
        var longest = new long[tasks.ExecutorNames.Count];
        for (var row = 0; row < tasks.Count; row++)
        {
            if (tasks.Status(row) == TaskAttemptStatus.Success)
            {
                var executor = tasks.ExecutorIndex(row);
                var duration = Math.Max(0, tasks.Duration(row).Value);
                sums[executor] += duration;
                longest[executor] = Math.Max(longest[executor], duration);
            }
        }

        var loads = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var executor = 0; executor < sums.Length; executor++)
        {
            if (sums[executor] > 0)
            {
                loads[tasks.ExecutorNames[executor]] = sums[executor] - longest[executor];
            }
        }

        return loads;
    }
}
