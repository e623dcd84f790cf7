using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Scheduling;

/// <summary>SCHED008: a job waits with all its tasks pending while another one holds the slots: jobs are served in the order of their submission.</summary>
internal static class StarvedJobs
{
    public const string Id = "SCHED008";
    private const string Key = "spark.scheduler.mode";

    public static readonly Diagnosis Diagnosis = new(Id, "A long job starves short ones (FIFO)", Rank.Scheduling, Check)
    {
        Limits = [SchedulingThresholds.StarvedMs, SchedulingThresholds.HeldShare],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsStreaming || string.Equals(inspection.Settings.Find(Key), "FAIR", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        List<StageWork> largest = [.. inspection.Stages.OrderByDescending(stage => stage.DurationMs)];
        foreach (var stage in inspection.Stages)
        {
            var from = stage.StartMs;
            var to = stage.Stage.FirstTaskLaunchTime?.EpochMilliseconds ?? from;
            if (to - from < inspection.ValueOf(Id, SchedulingThresholds.StarvedMs) || inspection.Curve.Busy(from, to) < inspection.ValueOf(Id, SchedulingThresholds.HeldShare) * inspection.Curve.Supply(from, to)
                || HolderOf(inspection, largest, stage, from, to) is not { } holder)
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.Medium);

            // The slots were busy all the time: it is the waiting job that would end earlier, not the application.
            suspicion.FixedSeverity = Severity.Info;
            suspicion.Doubt("whether somebody waited for the short job is not in the log");
            suspicion.RelatedPlaces.Add(new StagePlace(holder.Stage.Id));
            suspicion.RelatedPlaces.Add(new SettingPlace(Key));
            suspicion.Prove("waited", to - from, EvidenceUnit.Milliseconds, null, new Threshold(SchedulingThresholds.StarvedMs.Name, Comparison.AtLeast, inspection.ValueOf(Id, SchedulingThresholds.StarvedMs)))
                .Prove("ownTime", stage.DurationMs, EvidenceUnit.CoreMilliseconds)
                .Prove("holderTime", holder.DurationMs, EvidenceUnit.CoreMilliseconds, new StagePlace(holder.Stage.Id));
            suspicion.Advise(inspection.Settings.Change(Key, "FAIR", "Let jobs share the slots.", risk: "The long job ends later by what the short ones use."))
                .Advise("Give each kind of job its pool: sc.setLocalProperty(\"spark.scheduler.pool\", \"reports\") in the thread that starts it.");
            report.Add(suspicion);
        }
    }

    /// <summary>The largest stage of another job that ran over all of a wait, and has five times the work; null when there is none.</summary>
    private static StageWork? HolderOf(Inspection inspection, List<StageWork> largest, StageWork waiting, long fromMs, long toMs) => largest
        .TakeWhile(other => other.DurationMs >= 5 * waiting.DurationMs)
        .FirstOrDefault(other => other.StartMs <= fromMs && other.EndMs >= toMs && !other.Stage.Jobs.Intersect(waiting.Stage.Jobs).Any()
            && inspection.JobOf(other)?.Execution is var execution && (execution is null || execution != inspection.JobOf(waiting)?.Execution));
}
