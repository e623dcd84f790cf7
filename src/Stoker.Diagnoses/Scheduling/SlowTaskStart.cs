using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Scheduling;

/// <summary>SCHED009: starting tasks costs more than it should: their binaries are large.</summary>
internal static class SlowTaskStart
{
    public const string Id = "SCHED009";

    public static readonly Diagnosis Diagnosis = new(Id, "Task start-up costs more than it should", Rank.Scheduling, Check)
    {
        Limits =
        [
            SchedulingThresholds.DeserializeShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            if (stage.TaskCount < 20 || stage.DeserializeMs * 20L < stage.DurationMs || stage.Stage.Tasks.Metric(TaskMetric.ExecutorDeserializeTime) is not { } column)
            {
                continue;
            }

            long deserialize = 0, duration = 0;
            for (var row = 0; row < stage.Stage.Tasks.Count; row++)
            {
                if (!inspection.WarmUp.Contains(stage, row))
                {
                    deserialize += column[row];
                    duration += stage.Stage.Tasks.Duration(row).Value;
                }
            }

            var share = deserialize / (double)Math.Max(1, duration);
            var limit = inspection.ValueOf(Id, SchedulingThresholds.DeserializeShare);

            // Below 20 ms a task it is what every task pays; that many tasks pay it is PART001.
            if (share < limit || deserialize < 20L * stage.TaskCount)
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.Medium);
            suspicion.Doubt("the log tells that tasks were slow to start, not what they loaded");
            suspicion.Basis = Basis.Measured;
            suspicion.MostSeverity = Severity.Major;
            suspicion.Prove("deserializeTime", deserialize, EvidenceUnit.CoreMilliseconds)
                .Prove("deserializeShare", share, EvidenceUnit.Ratio, null, new Threshold(SchedulingThresholds.DeserializeShare.Name, Comparison.AtLeast, limit));
            suspicion.Claim(stage, Bucket.Overhead, deserialize * 0.5, deserialize * 0.7, deserialize * 0.9).ClaimArea(stage);
            suspicion.Advise("Broadcast large values instead of capturing them; keep plans and jar lists short.");
            report.Add(suspicion);
        }
    }
}
