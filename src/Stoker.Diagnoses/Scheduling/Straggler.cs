using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Skew;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Scheduling;

/// <summary>
/// SCHED002: one task holds its stage up though it has no more data than its peers. It claims before rules that price what is done with each row: its time is not
/// explained by the rows.
/// </summary>
internal static class Straggler
{
    public const string Id = "SCHED002";

    public static readonly Diagnosis Diagnosis = new(Id, "A straggler with no more data than its peers", Rank.Plan, Check)
    {
        Limits =
        [
            SkewThresholds.MinTaskMs,
            SkewThresholds.MinTasks,
            SkewThresholds.MinExcessMs,
            SkewThresholds.Ratio,
            SchedulingThresholds.EvenSize,
            SchedulingThresholds.SlowStages,
            SchedulingThresholds.MostChance,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        List<(StageWork Stage, TaskSpread Spread)> found = [.. inspection.Stragglers.Select(pair => (inspection.Stages[pair.Key], pair.Value)).OrderBy(pair => pair.Item1.Index)];
        var slow = SlowExecutors(inspection, found);
        foreach (var (stage, spread) in found)
        {
            var suspicion = Suspect(inspection, stage, spread);
            if (slow.Contains(stage.Stage.Tasks.ExecutorId(spread.Slowest.Index)))
            {
                Blame(inspection, suspicion, slow);
            }

            report.Add(suspicion);
        }
    }

    /// <summary>
    /// Executors that had the slow tasks of stage after stage: so few of all that chance does not do it. Empty when the slow tasks are spread, as those of slow data are.
    /// </summary>
    private static HashSet<string> SlowExecutors(Inspection inspection, List<(StageWork Stage, TaskSpread Spread)> found)
    {
        var executors = inspection.Curve.Lives.Select(life => life.Executor.Id).Distinct().Count();
        var stages = found.CountBy(each => each.Stage.Stage.Tasks.ExecutorId(each.Spread.Slowest.Index)).Where(pair => pair.Value > 1).ToList();
        var held = stages.Sum(pair => pair.Value);
        var isChance = Math.Pow(stages.Count / (double)Math.Max(1, executors), held) > inspection.ValueOf(Id, SchedulingThresholds.MostChance);
        return held < inspection.ValueOf(Id, SchedulingThresholds.SlowStages) || held * 2 < found.Count || isChance ? [] : [.. stages.Select(pair => pair.Key)];
    }

    /// <summary>One cause for all stages: the executors, not what their tasks did.</summary>
    private static void Blame(Inspection inspection, Suspicion suspicion, HashSet<string> slow)
    {
        var executors = inspection.Application.Executors.Where(executor => slow.Contains(executor.Id)).DistinctBy(executor => executor.Id).ToList();
        suspicion.SameAs = "executors";
        suspicion.RelatedPlaces.AddRange(executors.Take(3).Select(executor => new Findings.Places.ExecutorPlace(executor.Id)));
        suspicion.Evidence.Insert(0, EvidenceItem.Of("slowExecutors", string.Join(", ", executors.Select(executor => executor.Id)), suspicion.Place));
        suspicion.Remedies[0] = new Remedy(RemedyKind.Cluster, $"Look at the {(executors.Count == 1 ? "machine" : "machines")} of these executors, {string.Join(", ", executors.Select(executor => executor.Host).Distinct().Take(3))}: a full or failing disk, other work, a throttled CPU. In stage after stage the slow task was theirs, so it is not the data.");
    }

    /// <summary>Stages that a task without more data than its peers holds up.</summary>
    internal static IEnumerable<(StageWork Stage, TaskSpread Spread)> Stages(Inspection inspection)
    {
        foreach (var stage in inspection.Stages)
        {
            if (stage.LongestMs < inspection.LeastTimeOf(Id, SkewThresholds.MinTaskMs)
                || SpreadOf(inspection, stage) is not { } spread
                || spread.Slowest.DurationMs < inspection.LeastTimeOf(Id, SkewThresholds.MinTaskMs)
                || spread.Slowest.DurationMs - spread.MedianMs < inspection.LeastTimeOf(Id, SkewThresholds.MinExcessMs)
                || spread.TimeRatio < inspection.ValueOf(Id, SkewThresholds.Ratio)
                || spread.SizeRatio >= inspection.ValueOf(Id, SchedulingThresholds.EvenSize)
                || inspection.IsPartialRetry(stage)
                || stage.Stage.Rdds.Any(rdd => rdd.IsBarrier))
            {
                continue;
            }

            yield return (stage, spread);
        }
    }

    /// <summary>
    /// The comparable tasks. Where too few are left without the first waves, these serve as peers, since they were slower than they would be later; the slow
    /// task itself must not be one of them.
    /// </summary>
    private static TaskSpread? SpreadOf(Inspection inspection, StageWork stage)
    {
        var least = inspection.ValueOf(Id, SkewThresholds.MinTasks);
        return inspection.SpreadOf(stage) is { } spread && spread.Count >= least ? spread
            : TaskSpread.Of(stage, null, onlyWithData: false) is { } all && all.Count >= least && !inspection.WarmUp.Contains(stage, all.Slowest.Index) ? all
            : null;
    }

    private static Suspicion Suspect(Inspection inspection, StageWork stage, TaskSpread spread)
    {
        var tasks = stage.Stage.Tasks;
        var row = spread.Slowest.Index;
        var isCounted = spread.TotalBytes + spread.TotalRecords > 0;
        var suspicion = inspection.Suspect(stage, isCounted ? Confidence.High : Confidence.Medium);
        if (!isCounted)
        {
            suspicion.Doubt("Spark counts no input of these tasks, so that it may have had more to do");
        }

        suspicion.OnlyWhenSure = true; // Slow once, and perhaps not the next time.
        suspicion.Basis = Basis.Bounded;
        suspicion.RelatedPlaces.Add(new Findings.Places.ExecutorPlace(tasks.ExecutorId(row)));
        suspicion.Prove("slowestTask", spread.Slowest.DurationMs, EvidenceUnit.Milliseconds)
            .Prove("medianTask", spread.MedianMs, EvidenceUnit.Milliseconds)
            .Prove("timeRatio", spread.TimeRatio, EvidenceUnit.Ratio, null, new Threshold(SkewThresholds.Ratio.Name, Comparison.AtLeast, inspection.ValueOf(Id, SkewThresholds.Ratio)))
            .Prove("sizeRatio", spread.SizeRatio, EvidenceUnit.Ratio)
            .Prove("partition", tasks.PartitionId(row) ?? tasks.Index(row), EvidenceUnit.Count)
            .Prove("host", tasks.Host(row));
        suspicion.Prove("gcTime", tasks.Metric(TaskMetric.JvmGcTime)?[row] ?? 0, EvidenceUnit.Milliseconds);

        var slots = inspection.SlotsOf(stage);
        var stageMs = stage.EndMs - Math.Min(stage.EndMs, stage.Stage.FirstTaskLaunchTime?.EpochMilliseconds ?? stage.StartMs);
        var spared = spread.Slowest.DurationMs - spread.MedianMs;
        var tail = TailPrice.Of(stageMs, stage.BusyMs - spared, slots, Math.Max(spread.OthersP90Ms, 1)).AtMost(Math.Min(spared, HeldUpMs(inspection, stage, spread) + (spared / slots)));
        tail.Claim(suspicion, inspection.Ledger, stage, slots);
        ClaimOwnTime(inspection, suspicion, stage, tail, slots, spared);
        AdviseTask(suspicion, stage, row);
        if (!inspection.IsLocal && inspection.Settings.IsOn("spark.speculation") == false)
        {
            suspicion.Advise(inspection.Settings.Change("spark.speculation", "true", "Let Spark start a second copy of slow tasks.", risk: "Only when tasks may run twice: no writes to external systems."));
        }

        return suspicion;
    }

    /// <summary>
    /// Of the slot time in the end of the stage that falls away, what no idle slot has is the slow task's own. It asks for no wall time of its own.
    /// </summary>
    private static void ClaimOwnTime(Inspection inspection, Suspicion suspicion, StageWork stage, TailPrice tail, double slots, long sparedMs)
    {
        var idle = suspicion.CellClaims.Aggregate(Estimate.Exactly(0), (sum, claim) => sum + claim.Milliseconds);
        suspicion.ClaimWork(inspection.Ledger, stage, Own(tail.LowMs, idle.Low), Own(tail.ExpectedMs, idle.Expected), Own(tail.HighMs, idle.High));

        double Own(double tailMs, double idleMs) => Math.Clamp((tailMs * slots) - idleMs, 0, sparedMs);
    }

    /// <summary>
    /// For how long a stage ran nothing but tasks that are slow like this one. A slow task that others outlast, such as one of an executor's first, holds nothing up: it only
    /// keeps its slot from other tasks.
    /// </summary>
    private static long HeldUpMs(Inspection inspection, StageWork stage, TaskSpread spread)
    {
        var tasks = stage.Stage.Tasks;
        var slowMs = inspection.ValueOf(Id, SkewThresholds.Ratio) * spread.MedianMs;
        var (slow, others) = (0L, 0L);
        for (var row = 0; row < tasks.Count; row++)
        {
            var end = tasks.Status(row) == TaskAttemptStatus.Success && tasks.FinishTime(row) is { } finish ? finish.EpochMilliseconds : 0;
            (slow, others) = tasks.Duration(row).Value >= Math.Min(slowMs, spread.Slowest.DurationMs) ? (Math.Max(slow, end), others) : (slow, Math.Max(others, end));
        }

        return Math.Max(0, slow - others);
    }

    /// <summary>A task that used next to no CPU waited; one whose copy elsewhere was slow too is not slow by its machine.</summary>
    private static void AdviseTask(Suspicion suspicion, StageWork stage, int row)
    {
        const double Idle = 0.1;
        var tasks = stage.Stage.Tasks;
        var runMs = tasks.Metric(TaskMetric.ExecutorRunTime)?[row] ?? 0;
        var cpuMs = (tasks.Metric(TaskMetric.ExecutorCpuTime)?[row] ?? 0) / 1_000_000.0;
        var waited = cpuMs > 0 && cpuMs < Idle * runMs && !stage.HasPythonRdd && stage.PythonMs == 0; // A Python worker's CPU time is not in the log.
        if (waited)
        {
            suspicion.Evidence.Insert(2, EvidenceItem.Of("cpuTimeOfSlowest", cpuMs, EvidenceUnit.Milliseconds, suspicion.Place));
        }

        if (CopyOf(tasks, row) is >= 0 and var copy)
        {
            suspicion.Evidence.Insert(2, EvidenceItem.Of("copyElsewhere", tasks.Duration(copy).Value, EvidenceUnit.Milliseconds, suspicion.Place));
            suspicion.Advise($"It is the work, not the machine: a copy on executor {tasks.ExecutorId(copy)} was not done sooner. {LookAt(waited)}");
            return;
        }

        suspicion.Advise(LookAt(waited));
    }

    private static string LookAt(bool waited) => waited
        ? "It waited, and hardly computed: look for a call to another system, a lock or a retry loop in what this task does."
        : "Look at what this task does that the others do not: a call to another system, a lock, a retry loop, one odd record.";

    /// <summary>Another attempt at the same partition beside the slow one, on another executor, that had run for most of its time; -1 when there is none.</summary>
    private static int CopyOf(TaskTable tasks, int slowest)
    {
        for (var row = 0; row < tasks.Count; row++)
        {
            if (row != slowest && tasks.Index(row) == tasks.Index(slowest) && tasks.ExecutorId(row) != tasks.ExecutorId(slowest) && (tasks.IsSpeculative(row) || tasks.IsSpeculative(slowest))
                && tasks.Duration(row).Value * 2 >= tasks.Duration(slowest).Value)
            {
                return row;
            }
        }

        return -1;
    }
}
