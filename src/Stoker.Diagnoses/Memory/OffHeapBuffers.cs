using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
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
        var limit = inspection.ValueOf(Id, MemoryThresholds.BesideHeapShare);
        if (BesideHeap.Fullest(inspection, executor => FullestSampleOf(executor) is { } sample ? BytesOf(sample) : null) is not { } found || found.FilledShare < limit
            || FullestSampleOf(found.Executor) is not { } values)
        {
            return;
        }

        var suspicion = new Suspicion(new ExecutorPlace(found.Executor.Id), Confidence.Medium) { FixedSeverity = Severity.Info };
        suspicion.Doubt("peaks are polled, and what the JVM takes beside them is not in the log");
        suspicion.Prove("besideHeapShare", found.FilledShare, EvidenceUnit.Ratio, null, new Threshold(MemoryThresholds.BesideHeapShare.Name, Comparison.AtLeast, limit))
            .Prove("overhead", found.Room, EvidenceUnit.Bytes)
            .Prove("directMemory", values[ExecutorMetric.DirectPoolMemory] ?? 0, EvidenceUnit.Bytes)
            .Prove("mappedMemory", values[ExecutorMetric.MappedPoolMemory] ?? 0, EvidenceUnit.Bytes)
            .Prove("jvmOffHeap", values[ExecutorMetric.JVMOffHeapMemory] ?? 0, EvidenceUnit.Bytes)
            .Advise(MemoryRemedies.MoreBesideHeap(inspection, "Give what is not heap half as much again.", found.Room * 1.5));
        report.Add(suspicion);
    }

    /// <summary>The poll at which most was taken; null without polls.</summary>
    private static ExecutorPeaks? FullestSampleOf(Executor executor) => executor.Timeline.Count == 0 ? null : executor.Timeline.MaxBy(sample => BytesOf(sample.Values)).Values;

    private static long BytesOf(ExecutorPeaks values) => Buffers.Sum(metric => values[metric] ?? 0);
}
