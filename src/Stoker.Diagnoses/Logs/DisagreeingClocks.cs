using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG004: times that cannot be, such as a task that ran longer than it lasted, or a clock that was set: the log is damaged (LOG010), or clocks disagree.</summary>
internal static class DisagreeingClocks
{
    public static readonly Diagnosis Diagnosis = new("LOG004", "Times that cannot be", Rank.Log, Check)
    {
        Limits =
        [
            LogThresholds.ClockToleranceMs,
            LogThresholds.ImpossibleShare,
            LogThresholds.SilenceMs,
            LogThresholds.StepBackMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var tolerance = (long)inspection.ValueOf("LOG004", LogThresholds.ClockToleranceMs);
        var limit = inspection.ValueOf("LOG004", LogThresholds.ImpossibleShare);
        long impossible = 0, all = 0;
        var place = (Place?)null;
        foreach (var stage in inspection.Stages)
        {
            var tasks = stage.Stage.Tasks;
            var run = tasks.Metric(TaskMetric.ExecutorRunTime);
            all += tasks.Count;
            for (var row = 0; row < tasks.Count; row++)
            {
                var duration = tasks.Duration(row).Value;
                var ran = run is null ? 0 : run[row];
                if (duration < 0 || (tasks.Status(row) == TaskAttemptStatus.Success && ran > duration + tolerance))
                {
                    impossible++;
                    place ??= new StagePlace(stage.Stage.Id);
                }
            }
        }

        var end = inspection.Curve.EndMs + tolerance;
        var strayed = inspection.Application.Executors.Count(executor => executor.AddTime.EpochMilliseconds > end);
        var application = inspection.Application;
        var reversedMs = application.EndTime is { } ended && ended < application.StartTime ? (application.StartTime - ended).Value : 0;
        var (jumpedMs, backMs) = Jumps(inspection);
        var astray = application.Reading.TimesAstray;
        if (impossible == 0 && strayed == 0 && reversedMs == 0 && jumpedMs == 0 && backMs == 0 && astray == 0)
        {
            return;
        }

        var share = all == 0 ? 0 : impossible / (double)all;
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = share > limit || jumpedMs > 0 || backMs > 0 || astray > 0 ? Severity.Minor : Severity.Info };
        if (astray > 0)
        {
            suspicion.Prove("timesYearsAway", astray, EvidenceUnit.Count);
        }

        ProveJumps(suspicion, jumpedMs, backMs);
        if (impossible > 0)
        {
            suspicion.Prove("impossibleTasks", impossible, EvidenceUnit.Count, place)
                .Prove("impossibleShare", share, EvidenceUnit.Ratio, null, share > limit ? new Threshold(LogThresholds.ImpossibleShare.Name, Comparison.AtLeast, limit) : null);
        }

        if (strayed > 0)
        {
            suspicion.Prove("executorsOutsideApplication", strayed, EvidenceUnit.Count);
        }

        if (reversedMs > 0)
        {
            suspicion.Prove("endBeforeStart", reversedMs, EvidenceUnit.Milliseconds);
        }

        suspicion.Advise(ReadingTrouble.Explains(inspection) ? ReadingTrouble.ReadWhole : new Remedy(RemedyKind.Cluster, "Keep the clocks of driver and workers in step with NTP or chrony."));

        report.Add(suspicion);
    }

    /// <summary>How far the clock of the driver was set, or its machine stood still: forward and back, ms; 0 where it was not.</summary>
    private static (long ForwardMs, long BackMs) Jumps(Inspection inspection)
    {
        var reading = inspection.Application.Reading;
        return (reading.LongestSilence.Value >= inspection.ValueOf("LOG004", LogThresholds.SilenceMs) ? reading.LongestSilence.Value : 0,
            reading.LargestStepBack.Value >= inspection.ValueOf("LOG004", LogThresholds.StepBackMs) ? reading.LargestStepBack.Value : 0);
    }

    private static void ProveJumps(Suspicion suspicion, long forwardMs, long backMs)
    {
        if (forwardMs > 0)
        {
            suspicion.Prove("longestSilence", forwardMs, EvidenceUnit.Milliseconds);
        }

        if (backMs > 0)
        {
            suspicion.Prove("largestStepBack", backMs, EvidenceUnit.Milliseconds);
        }
    }
}
