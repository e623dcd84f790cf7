using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Scheduling;

/// <summary>SCHED001: slots stay empty while tasks are pending, since Spark waits for a slot near their data.</summary>
internal static class LocalityWait
{
    public const string Id = "SCHED001";
    private const string Key = "spark.locality.wait";

    public static readonly Diagnosis Diagnosis = new(Id, "Slots wait for data locality", Rank.Scheduling, Check)
    {
        Limits = [SchedulingThresholds.WaitShare, SchedulingThresholds.MinWaitMs],
    };

    private static void Check(Inspection inspection, Report report)
    {
        // With several resource profiles a free slot may not be one that the stage can use.
        var wait = inspection.Settings.DurationMs(Key, unitMs: 1) ?? 3_000;
        if (inspection.IsLocal || wait == 0 || inspection.Application.ResourceProfiles.Count > 1)
        {
            return;
        }

        foreach (var stage in inspection.Stages.Where(stage => stage.TaskCount >= 2 && !stage.Stage.Rdds.Any(rdd => rdd.IsBarrier)))
        {
            // Before the first launch the driver prepares the stage.
            var from = stage.Stage.FirstTaskLaunchTime?.EpochMilliseconds ?? stage.StartMs;
            var supply = inspection.Curve.Supply(from, stage.LastLaunchMs);
            var idle = supply - inspection.Curve.Busy(from, stage.LastLaunchMs);
            var all = inspection.SlotsOf(stage) * Math.Max(1, stage.WallMs);
            if (stage.LastLaunchMs - from < inspection.ValueOf(Id, SchedulingThresholds.MinWaitMs) || idle < inspection.ValueOf(Id, SchedulingThresholds.WaitShare) * all
                || inspection.IsPartialRetry(stage) || !HasSameExecutors(inspection, from, stage.LastLaunchMs) || LevelsOf(stage, from, wait) is not { } levels)
            {
                continue;
            }

            report.Add(Suspect(inspection, stage, levels, idle, idle / all, wait));
        }
    }

    private static Suspicion Suspect(Inspection inspection, StageWork stage, (int Near, int Far, long FirstFarMs) levels, double idle, double share, long wait)
    {
        var suspicion = inspection.Suspect(stage, Confidence.Medium);
        suspicion.Doubt("why a slot stayed empty is not in the log: it follows from where and when tasks began");
        suspicion.Basis = Basis.Bounded;
        suspicion.RelatedPlaces.Add(new SettingPlace(Key));
        suspicion.Prove("idleWhilePending", idle, EvidenceUnit.CoreMilliseconds)
            .Prove("idleShare", share, EvidenceUnit.Ratio, null, new Threshold(SchedulingThresholds.WaitShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, SchedulingThresholds.WaitShare)))
            .Prove("tasksNearData", levels.Near, EvidenceUnit.Count)
            .Prove("tasksElsewhere", levels.Far, EvidenceUnit.Count)
            .Prove("localityWait", wait, EvidenceUnit.Milliseconds, new SettingPlace(Key));
        if (levels.Far > 0)
        {
            suspicion.Prove("firstElsewhereAfter", levels.FirstFarMs, EvidenceUnit.Milliseconds);
        }

        var slots = inspection.SlotsOf(stage);
        TailPrice.Of(stage.WallMs, stage.BusyMs, slots, stage.LongestMs).Claim(suspicion, inspection.Ledger, stage, slots);
        return suspicion.Advise(inspection.Settings.Change(Key, "0s", "Do not wait for a slot near the data.", risk: "Reads that were local go over the network: little on object stores, more on HDFS with fast disks."))
            .Advise("Spread the data that these tasks are near to: repartition before caching, and do not feed a wide stage from a shuffle that one or two tasks wrote.");
    }

    /// <summary>Whether the same executors were there all the while, two at least: one that comes gets tasks late, and of one all slots are equally near.</summary>
    private static bool HasSameExecutors(Inspection inspection, long fromMs, long toMs)
    {
        var count = 0;
        foreach (var life in inspection.Curve.Lives)
        {
            if (life.StartMs < toMs && life.EndMs > fromMs)
            {
                count++;
                if (life.StartMs > fromMs || life.EndMs < toMs)
                {
                    return false;
                }
            }
        }

        return count > 1;
    }

    /// <summary>
    /// Tasks that ran near their data and elsewhere; null when waiting for a near slot does not explain the empty ones: no task has a preference, those elsewhere
    /// did not wait, or they took twice as long, so that waiting pays.
    /// </summary>
    private static (int Near, int Far, long FirstFarMs)? LevelsOf(StageWork stage, long fromMs, long waitMs)
    {
        var tasks = stage.Stage.Tasks;
        var (near, far, nearMs, farMs, firstFar) = (0, 0, 0L, 0L, long.MaxValue);
        for (var row = 0; row < tasks.Count; row++)
        {
            switch (tasks.Locality(row))
            {
                case TaskLocality.ProcessLocal or TaskLocality.NodeLocal:
                    near++;
                    nearMs += tasks.Duration(row).Value;
                    break;
                case TaskLocality.Any or TaskLocality.RackLocal:
                    far++;
                    farMs += tasks.Duration(row).Value;
                    firstFar = Math.Min(firstFar, tasks.LaunchTime(row).EpochMilliseconds - fromMs);
                    break;
                default:
                    return null;
            }
        }

        var pays = near > 0 && far > 0 && farMs / (double)far >= 2 * nearMs / near;
        return near == 0 || pays || (far > 0 && firstFar < 0.8 * waitMs) ? null : (near, far, firstFar);
    }
}
