using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG004: times that cannot be, such as a task that ran longer than it lasted: the log is damaged (LOG010), or clocks disagree.</summary>
internal static class DisagreeingClocks
{
    public static readonly Diagnosis Diagnosis = new("LOG004", "Times that cannot be", Rank.Log, Check)
    {
        Limits =
        [
            LogThresholds.ClockToleranceMs,
            LogThresholds.ImpossibleShare,
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
                if (duration < 0 || (run is not null && tasks.Status(row) == TaskAttemptStatus.Success && run[row] > duration + tolerance))
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
        if (impossible == 0 && strayed == 0 && reversedMs == 0)
        {
            return;
        }

        var share = all == 0 ? 0 : impossible / (double)all;
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = share > limit ? Severity.Minor : Severity.Info };
        suspicion.Evidence.Add(EvidenceItem.Of("impossibleTasks", impossible, EvidenceUnit.Count, place));
        suspicion.Evidence.Add(EvidenceItem.Of("impossibleShare", share, EvidenceUnit.Ratio, suspicion.Place, new Threshold(LogThresholds.ImpossibleShare.Name, Comparison.AtLeast, limit)));
        suspicion.Evidence.Add(EvidenceItem.Of("executorsOutsideApplication", strayed, EvidenceUnit.Count, suspicion.Place));
        if (reversedMs > 0)
        {
            suspicion.Prove("endBeforeStart", reversedMs, EvidenceUnit.Milliseconds);
        }

        if (!ReadingTrouble.Explains(inspection))
        {
            suspicion.Advise(new Remedy(RemedyKind.Cluster, "Keep the clocks of driver and workers in step with NTP or chrony."));
        }

        report.Add(suspicion);
    }
}
