using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Scheduling;

/// <summary>SCHED004: the driver cannot hand out tasks as fast as the slots finish them.</summary>
internal static class SlowDispatch
{
    public const string Id = "SCHED004";

    /// <summary>What the driver may take for a task, ms. [derived]</summary>
    private const int FairDelayMs = 10;

    public static readonly Diagnosis Diagnosis = new(Id, "The driver cannot dispatch tasks fast enough", Rank.Scheduling, Check)
    {
        Limits = [SchedulingThresholds.DispatchTasks, SchedulingThresholds.DelayShare, SchedulingThresholds.ShortTaskMs],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            var share = stage.SchedulerDelayMs / (double)Math.Max(1, stage.DurationMs);
            var limit = inspection.ValueOf(Id, SchedulingThresholds.DelayShare);
            var waiting = inspection.Ledger.Of(stage, Bucket.IdleWait) / (inspection.SlotsOf(stage) * Math.Max(1, stage.WallMs));

            // That slots stand idle meanwhile is not asked: Spark launches the next task, for its clock, before it has taken in the result of the last, and what follows is delay of that task.
            if (stage.TaskCount < inspection.ValueOf(Id, SchedulingThresholds.DispatchTasks) || share < limit
                || stage.DurationMs >= inspection.ValueOf(Id, SchedulingThresholds.ShortTaskMs) * stage.TaskCount)
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.Medium);
            suspicion.Doubt("scheduler delay also holds what executors take before a task begins");
            suspicion.Basis = Basis.Measured;
            suspicion.Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
                .Prove("schedulerDelay", stage.SchedulerDelayMs, EvidenceUnit.CoreMilliseconds)
                .Prove("delayShare", share, EvidenceUnit.Ratio, null, new Threshold(SchedulingThresholds.DelayShare.Name, Comparison.AtLeast, limit))
                .Prove("idleWhilePending", waiting, EvidenceUnit.Ratio)
                .Prove("tasksPerSecond", stage.TaskCount * 1000.0 / Math.Max(1, stage.WallMs), EvidenceUnit.Count);
            var spared = Math.Max(0, stage.SchedulerDelayMs - ((long)FairDelayMs * stage.TaskCount));
            suspicion.Claim(stage, Bucket.Overhead, spared * 0.5, spared * 0.7, spared * 0.9).ClaimArea(stage);
            suspicion.Advise("Use fewer and longer tasks: larger partitions, coalesce, a smaller spark.sql.shuffle.partitions.")
                .Advise("Keep what goes with each task small: closures, plans with thousands of columns; give the driver more cores.");
            report.Add(suspicion);
        }
    }
}
