using Stoker.Diagnoses.Memory;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Executors;

/// <summary>EXEC006: many executors of one core each hold what four cores could share: a large broadcast, or a Python that starts up.</summary>
internal static class NarrowExecutors
{
    public const string Id = "EXEC006";

    public static readonly Diagnosis Diagnosis = new(Id, "Very small executors", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ExecutorShapeThresholds.ManyExecutors,
            ExecutorShapeThresholds.CopiedBytes,
            ExecutorShapeThresholds.CopiedShare,
            ExecutorShapeThresholds.PythonStartShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var lives = inspection.Curve.Lives;
        if (inspection.IsLocal || lives.Count < inspection.ValueOf(Id, ExecutorShapeThresholds.ManyExecutors) || lives.Any(life => life.Executor.TotalCores != 1)
            || lives.Min(life => ExecutorMemory.HeapOf(inspection, life.Executor)) is not { } heap)
        {
            return;
        }

        var broadcast = inspection.Operators.Where(Exchanges.IsBroadcast).MaxBy(node => node.Total("data size") ?? 0);
        var bytes = broadcast?.Total("data size") ?? 0;
        var started = StartShare(inspection);
        var isCopied = bytes >= inspection.ValueOf(Id, ExecutorShapeThresholds.CopiedBytes) && bytes >= inspection.ValueOf(Id, ExecutorShapeThresholds.CopiedShare) * heap;
        var limit = inspection.ValueOf(Id, ExecutorShapeThresholds.PythonStartShare);
        if (!isCopied && started < limit)
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace("spark.executor.cores"), Confidence.Medium) { FixedSeverity = Severity.Info };
        suspicion.Doubt("what executors of more cores would spare is not measured in this run");
        suspicion.Prove("executors", lives.Count, EvidenceUnit.Count, new ApplicationPlace());
        if (isCopied)
        {
            suspicion.Prove("broadcastSize", bytes, EvidenceUnit.Bytes, broadcast!.Place).Prove("executorHeap", heap, EvidenceUnit.Bytes); // Something was copied.
        }

        if (started >= limit)
        {
            suspicion.Prove("pythonStartShare", started, EvidenceUnit.Ratio, new ApplicationPlace(), new Threshold(ExecutorShapeThresholds.PythonStartShare.Name, Comparison.AtLeast, limit));
        }

        report.Add(suspicion.Advise(new Remedy(RemedyKind.Setting, "Take a quarter of the executors with four cores and four times the memory each.", null, "Tasks of one executor share its heap.", null, new SettingChange("spark.executor.cores", inspection.Settings.Find("spark.executor.cores"), "4"))));
    }

    /// <summary>Time in which Python workers started and imported, to all run time; 0 where the version does not log it (before 4.0).</summary>
    private static double StartShare(Inspection inspection) =>
        inspection.Operators.Where(PythonNodes.IsPython).Sum(node => (node.TotalMs("time to start Python workers") ?? 0) + (node.TotalMs("time to initialize Python workers") ?? 0))
        / Math.Max(1, inspection.Stages.Sum(stage => stage.RunMs));
}
