using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM004: the cluster killed an executor for its memory: heap, overhead and Python together were over the container.</summary>
internal static class ContainerKilled
{
    public const string Id = "MEM004";

    public static readonly Diagnosis Diagnosis = new(Id, "Container killed for memory", Rank.Losses, Check);

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal || LossSearch.Of(inspection, LossCause.ContainerKilled, isFixed: true) is not { } suspicion)
        {
            return;
        }

        // A standalone worker starts plain processes: they have no overhead to grow, and a kill is the operating system's.
        if (inspection.Settings.Find("spark.master")?.StartsWith("spark://", StringComparison.Ordinal) == true)
        {
            report.Add(suspicion.Advise(new Remedy(RemedyKind.Cluster, "Look into the system log of the worker's machine for the kill: when memory ran out there, run fewer executors or smaller heaps on it.")));
            return;
        }

        var overhead = inspection.Settings.Find("spark.executor.memoryOverhead");
        var heap = inspection.Settings.ByteCount("spark.executor.memory") ?? 1L << 30;
        var megabytes = Math.Max(1024, heap / 5 >> 20).ToString(System.Globalization.CultureInfo.InvariantCulture) + "m";
        suspicion.Advise(new Remedy(RemedyKind.Setting, "Give what is not heap more room: Python workers, network buffers, Arrow.", null, "Fewer executors fit on a node.", "2.3", new SettingChange("spark.executor.memoryOverhead", overhead, megabytes)))
            .Advise("Run fewer tasks at once in an executor: each has its own Python worker.")
            .Advise("Do not touch spark.python.worker.memory: it only says when Python RDD aggregation spills.");
        report.Add(suspicion);
    }
}
