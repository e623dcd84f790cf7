using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM004: the cluster killed an executor for its memory: heap, overhead and Python together were over the container.</summary>
internal static class ContainerKilled
{
    public const string Id = "MEM004";

    private const string Overhead = "spark.executor.memoryOverhead";

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

        var heap = inspection.Settings.ByteCount("spark.executor.memory") ?? 1L << 30;
        var room = Math.Max(Math.Max(1L << 30, heap / 5.0), 1.5 * (ExecutorMemory.BesideHeapOf(inspection, heap) ?? 0)); // What it had was too little.
        suspicion.Advise(MemoryRemedies.MoreBesideHeap(inspection, "Give what is not heap more room: Python workers, network buffers, Arrow.", room))
            .Advise("Run fewer tasks at once in an executor: each has its own Python worker.")
            .Advise("Do not touch spark.python.worker.memory: it only says when Python RDD aggregation spills.");
        report.Add(suspicion);
    }

    /// <summary>Bytes that should do beside the heap: a gibibyte, a fifth of the heap, and half as much again as was set.</summary>
    private static double RoomOf(Inspection inspection)
    {
        var heap = ExecutorMemory.SizeOf(inspection.Settings, "spark.executor.memory") ?? 1L << 30;
        var now = ExecutorMemory.SizeOf(inspection.Settings, Overhead) ?? 0;
        return Math.Max(1L << 30, Math.Max(heap / 5, now * 1.5));
    }
}
