using Stoker.Model.Executors;
using Stoker.Model.Settings;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>Whether the driver of a cluster could run out of a smaller heap.</summary>
internal static class DriverRisk
{
    private const string Memory = "spark.driver.memory";
    private const long DefaultHeap = 1L << 30;

    /// <summary>What may happen, in words; empty where its heap is not made smaller, or its peak leaves room.</summary>
    public static IEnumerable<string> Of(ReplayableProgram program, ChangedSettings settings)
    {
        var (before, after) = (settings.Before.ByteCount(Memory) ?? DefaultHeap, settings.ByteCount(Memory) ?? DefaultHeap);
        if (program.IsLocal || after >= before)
        {
            yield break;
        }

        var peak = program.Application.Executors.Where(executor => executor.IsDriver).Select(executor => executor.Peaks?[ExecutorMetric.JVMHeapMemory] ?? 0).DefaultIfEmpty(0).Max();
        if (peak > after)
        {
            yield return $"the driver's heap had a peak of {MemoryRisk.Size(peak)}, garbage included, and would be {MemoryRisk.Size(after)}: it may run out of memory";
        }
        else if (peak <= 0)
        {
            yield return $"the driver's heap would be {MemoryRisk.Size(after)} instead of {MemoryRisk.Size(before)}, and the log does not tell what it needs (spark.eventLog.logStageExecutorMetrics=true does)";
        }

        if (ContainerRisk.LargestBroadcast(program.Application) is > 0 and { } broadcast && broadcast > ContainerRisk.LargeBroadcast * after)
        {
            yield return $"the driver builds a broadcast of {MemoryRisk.Size(broadcast)}, and its heap would be {MemoryRisk.Size(after)}: it may not fit";
        }
    }
}
