using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Ledger;
using Stoker.Model.Executors;

namespace Stoker.Diagnoses.Memory;

/// <summary>Signs that memory was short, over the whole application, and how far heaps were filled.</summary>
internal static class MemoryPressure
{
    /// <summary>Points of the timeline from which a peak is one of the whole life: polls come every ten seconds, and at the ends of tasks.</summary>
    private const int EnoughPolls = 5;

    /// <summary>Disk size of all that was spilled.</summary>
    public static long SpilledBytes(Inspection inspection) => inspection.Stages.Sum(stage => stage.DiskSpilledBytes);

    /// <summary>Garbage collection to run time; 0 without either.</summary>
    public static double GcShare(Inspection inspection) =>
        inspection.Stages.Sum(stage => stage.GcMs) / (double)Math.Max(1, inspection.Stages.Sum(stage => stage.RunMs));

    /// <summary>Whether an executor died, or a task failed, for lack of heap.</summary>
    public static bool HasExhaustedHeap(Inspection inspection) =>
        inspection.Application.Executors.Any(executor => LossText.Read(executor.RemoveReason) == LossCause.HeapExhausted)
        || AttemptFailure.Of(inspection).Any(attempt => attempt.Cause == LossCause.HeapExhausted);

    /// <summary>Whether a container was killed for its memory.</summary>
    public static bool HasKilledContainer(Inspection inspection) =>
        inspection.Application.Executors.Any(executor => LossText.Read(executor.RemoveReason) == LossCause.ContainerKilled)
        || AttemptFailure.Of(inspection).Any(attempt => attempt.Cause == LossCause.ContainerKilled);

    /// <summary>The most of a metric that an executor was seen with; absent when it was never polled, or the metric was off.</summary>
    public static long? PeakOf(Executor executor, ExecutorMetric metric) => executor.Peaks is { IsPolled: true } peaks && peaks[metric] is > 0 and var peak ? peak : null;

    /// <summary>Executors that were polled often enough for their peaks to speak for their lives.</summary>
    public static List<ExecutorLife> WellPolled(Inspection inspection) =>
        [.. inspection.Curve.Lives.Where(life => life.Executor.Timeline.Count >= EnoughPolls && PeakOf(life.Executor, ExecutorMetric.JVMHeapMemory) is not null)];
}
