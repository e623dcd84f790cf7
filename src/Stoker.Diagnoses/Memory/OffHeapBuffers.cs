using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Executors;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM008: what the JVM itself takes beside its heap fills the container's overhead. A risk: buffers grow with the number of concurrent fetches.</summary>
internal static class OffHeapBuffers
{
    public const string Id = "MEM008";

    private static readonly ExecutorMetric[] Buffers = [ExecutorMetric.JVMOffHeapMemory, ExecutorMetric.DirectPoolMemory, ExecutorMetric.MappedPoolMemory];

    public static readonly Diagnosis Diagnosis = new(Id, "Direct or mapped memory near the overhead", Rank.Memory, Check)
    {
        Limits =
        [
            MemoryThresholds.BesideHeapShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (!ExecutorMemory.HasContainers(inspection))
        {
            return;
        }

        (Executor Executor, ExecutorPeaks Values, long Room)? worst = null;
        foreach (var life in inspection.Curve.Lives)
        {
            if (ExecutorMemory.HeapOf(inspection, life.Executor) is not { } heap || ExecutorMemory.BesideHeapOf(inspection, heap) is not { } room)
            {
                continue;
            }

            foreach (var sample in life.Executor.Timeline)
            {
                worst = worst is { } other && BytesOf(other.Values) * (double)room >= BytesOf(sample.Values) * (double)other.Room ? worst : (life.Executor, sample.Values, room);
            }
        }

        var limit = inspection.ValueOf(Id, MemoryThresholds.BesideHeapShare);
        if (worst is not { } found || BytesOf(found.Values) < limit * found.Room)
        {
            return;
        }

        var suspicion = new Suspicion(new ExecutorPlace(found.Executor.Id), Confidence.Medium) { FixedSeverity = Severity.Info };
        suspicion.Doubt("peaks are polled, and what the JVM takes beside them is not in the log");
        suspicion.Prove("besideHeapShare", BytesOf(found.Values) / (double)found.Room, EvidenceUnit.Ratio, null, new Threshold(MemoryThresholds.BesideHeapShare.Name, Comparison.AtLeast, limit))
            .Prove("overhead", found.Room, EvidenceUnit.Bytes)
            .Prove("directMemory", found.Values[ExecutorMetric.DirectPoolMemory] ?? 0, EvidenceUnit.Bytes)
            .Prove("mappedMemory", found.Values[ExecutorMetric.MappedPoolMemory] ?? 0, EvidenceUnit.Bytes)
            .Prove("jvmOffHeap", found.Values[ExecutorMetric.JVMOffHeapMemory] ?? 0, EvidenceUnit.Bytes)
            .Advise(new Remedy(
                RemedyKind.Setting,
                "Give what is not heap half as much again.",
                null,
                "Fewer executors fit on a node.",
                "2.3",
                new SettingChange("spark.executor.memoryOverhead", inspection.Settings.Find("spark.executor.memoryOverhead"), ExecutorMemory.InMebibytes(found.Room * 1.5))));
        report.Add(suspicion);
    }

    private static long BytesOf(ExecutorPeaks values) => Buffers.Sum(metric => values[metric] ?? 0);
}
