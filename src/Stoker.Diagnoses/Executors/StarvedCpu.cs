using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Executors;

/// <summary>EXEC009: tasks that only compute get much less CPU than they run: something else uses the cores, or a limit throttles them. Code that waits looks the same.</summary>
internal static class StarvedCpu
{
    public const string Id = "EXEC009";

    public static readonly Diagnosis Diagnosis = new(Id, "CPU starved hosts", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ExecutorShapeThresholds.CpuShare,
            ExecutorShapeThresholds.WaitingShare,
            ExecutorShapeThresholds.ComputeMs,
            ExecutorShapeThresholds.OtherShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal)
        {
            return;
        }

        var stages = inspection.Stages.Where(stage => OnlyComputes(inspection, stage)).ToList();
        var (run, cpu) = (stages.Sum(stage => stage.RunMs), stages.Sum(stage => stage.CpuMs));
        var limit = inspection.ValueOf(Id, ExecutorShapeThresholds.CpuShare);
        if (run < inspection.ValueOf(Id, ExecutorShapeThresholds.ComputeMs) || cpu >= limit * run
            || cpu < inspection.ValueOf(Id, ExecutorShapeThresholds.WaitingShare) * run)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.Low) { FixedSeverity = Severity.Info };
        suspicion.Doubt("code that waits looks the same");
        suspicion.RelatedPlaces.AddRange(stages.OrderByDescending(stage => stage.RunMs).ThenBy(stage => stage.Index).Take(5).Select(stage => new StagePlace(stage.Stage.Id)));
        suspicion.Prove("cpuShare", cpu / (double)run, EvidenceUnit.Ratio, null, new Threshold(ExecutorShapeThresholds.CpuShare.Name, Comparison.AtMost, limit))
            .Prove("runTime", run, EvidenceUnit.CoreMilliseconds)
            .Prove("cpuTime", cpu, EvidenceUnit.CoreMilliseconds)
            .Prove("stages", stages.Count, EvidenceUnit.Count)
            .Advise(new Remedy(RemedyKind.Cluster, "Compare with the CPU of the hosts: where it is full, give executors no more cores than the host has for them; on Kubernetes raise or drop spark.kubernetes.executor.limit.cores."))
            .Advise("Where the hosts are idle, look for code that waits: calls to other systems, locks, sleeps.");
        report.Add(suspicion);
    }

    /// <summary>Whether a stage reads no storage, hardly waits for shuffle blocks, writes or collects, runs no Python and no vendor's engine, whose time is not the JVM's.</summary>
    private static bool OnlyComputes(Inspection inspection, StageWork stage)
    {
        var most = inspection.ValueOf(Id, ExecutorShapeThresholds.OtherShare) * stage.RunMs;
        return stage.CpuMs > 0 && stage is { InputBytes: 0, OutputBytes: 0, DiskSpilledBytes: 0, PythonMs: 0, HasPythonRdd: false } && (stage.InputRecords == 0 || IsGenerated(inspection, stage))
            && stage.FetchWaitMs < most && stage.GcMs < most && stage.ShuffleWriteMs < most
            && !inspection.PlansOf(stage).Any(plan => plan.Operators.Any(node => UnreadPlans.IsOfVendor(node) || node.Name.StartsWith("Scan JDBC", StringComparison.Ordinal)));
    }

    /// <summary>Whether its rows are made, not read: Spark counts those of spark.range as input records.</summary>
    private static bool IsGenerated(Inspection inspection, StageWork stage) => inspection.PlansOf(stage).Any(plan => plan.Operators.Any(node => node.Name == "Range" && node.Stages.Contains(stage)));
}
