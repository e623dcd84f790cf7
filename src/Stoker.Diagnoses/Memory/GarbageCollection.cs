using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM002: garbage collection eats run time. The sum over tasks is slot time, not pause time (trap T10).</summary>
internal static class GarbageCollection
{
    public const string Id = "MEM002";

    public static readonly Diagnosis Diagnosis = new(Id, "Garbage collection eats run time", Rank.Memory, Check)
    {
        Limits =
        [
            MemoryThresholds.MinStageWorkMs,
            MemoryThresholds.GcShare,
            MemoryThresholds.LocalGcShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Stages.Count > 0 && inspection.Stages.All(stage => stage.Stage.Tasks.Metric(TaskMetric.JvmGcTime) is null))
        {
            report.AddNotChecked(new Findings.Places.ApplicationPlace(), Findings.NotChecked.NotCheckedReason.MetricAbsent);
            return;
        }

        var limit = inspection.IsLocal ? MemoryThresholds.LocalGcShare : MemoryThresholds.GcShare;
        foreach (var stage in inspection.Stages)
        {
            var share = stage.GcMs / (double)Math.Max(1, stage.RunMs);
            if (stage.RunMs < inspection.ValueOf(Id, MemoryThresholds.MinStageWorkMs) || share < inspection.ValueOf(Id, limit))
            {
                continue;
            }

            report.Add(Suspect(inspection, stage, share, limit));
        }
    }

    private static Suspicion Suspect(Inspection inspection, StageWork stage, double share, Limit limit)
    {
        var suspicion = inspection.Suspect(stage, Confidence.High);
        suspicion.Basis = Basis.Measured;
        suspicion.Prove("gcTime", stage.GcMs, EvidenceUnit.CoreMilliseconds)
            .Prove("runTime", stage.RunMs, EvidenceUnit.CoreMilliseconds)
            .Prove("gcShare", share, EvidenceUnit.Ratio, null, new Threshold(limit.Name, Comparison.AtLeast, inspection.ValueOf(Id, limit)));
        var excess = Math.Min(stage.ExcessGcMs, inspection.Ledger.Of(stage, Bucket.GarbageCollection));
        return suspicion.Claim(stage, Bucket.GarbageCollection, excess * 0.7, excess, excess).ClaimArea(stage)
            .Advise(MemoryRemedies.MoreHeap(inspection, 2))
            .Advise("Make fewer objects: DataFrame functions in place of Python or Scala objects, a serialized storage level, no collect_list of whole groups.");
    }
}
