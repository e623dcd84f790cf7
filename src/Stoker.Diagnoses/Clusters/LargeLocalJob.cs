using Stoker.Diagnoses.Memory;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Clusters;

/// <summary>CLUS002: one process does the work of a cluster. To know: it may be meant, or a setting of the cluster got lost.</summary>
internal static class LargeLocalJob
{
    public const string Id = "CLUS002";

    public static readonly Diagnosis Diagnosis = new(Id, "Local mode for a large job", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ClusterThresholds.LargeJobMs,
            ClusterThresholds.LargeSpill,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var work = inspection.Stages.Sum(stage => stage.DurationMs);
        var spilled = MemoryPressure.SpilledBytes(inspection);
        if (!inspection.IsLocal || !inspection.Application.IsComplete || // What never ended has no length.
            (work < inspection.ValueOf(Id, ClusterThresholds.LargeJobMs) && spilled < inspection.ValueOf(Id, ClusterThresholds.LargeSpill)))
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace("spark.master"), Confidence.High) { FixedSeverity = Severity.Info };
        suspicion.Prove("master", inspection.Settings.Find("spark.master") ?? "local")
            .Prove("taskTime", work, EvidenceUnit.CoreMilliseconds, new ApplicationPlace())
            .Prove("slots", inspection.Curve.Lives.Sum(life => life.Slots), EvidenceUnit.Count, new ApplicationPlace())
            .Prove("diskSpilled", spilled, EvidenceUnit.Bytes, new ApplicationPlace());
        report.Add(suspicion.Advise(new Remedy(RemedyKind.Cluster, "Run it on a cluster: --master yarn, k8s:// or spark:// at spark-submit, and no master in the program."))
            .Advise("Where one machine is meant, give the driver most of its memory and local[*] all of its cores."));
    }
}
