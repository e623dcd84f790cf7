using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Settings;
using Stoker.Model.Sql;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>
/// Whether executors could die of what they would hold: heaps, containers and broadcasts, by the peaks that the log polled. Python workers are as many as slots.
/// </summary>
internal static class ContainerRisk
{
    /// <summary>From this share of the limit on, a need is near it.</summary>
    private const double Near = 0.85;

    /// <summary>A broadcast of this share of a heap leaves little to the tasks: it is held twice while it is fetched.</summary>
    internal const double LargeBroadcast = 0.2;

    private const long DefaultHeap = 1L << 30;

    /// <summary>What may happen, in words; empty where peaks are not in the log or leave room.</summary>
    /// <remarks>Peaks are those of executors, whatever they ran: where a cured finding frees memory, they say nothing of the changed program.</remarks>
    public static IEnumerable<string> Of(ReplayableProgram program, ClusterShape shape, ChangedSettings settings, IReadOnlyList<StageRelief> reliefs)
    {
        var application = program.Application;
        var key = program.IsLocal ? "spark.driver.memory" : "spark.executor.memory";
        var (heapBefore, heap) = (settings.Before.ByteCount(key) ?? DefaultHeap, settings.ByteCount(key) ?? DefaultHeap);
        var measured = application.Executors.Where(executor => executor.IsDriver == program.IsLocal).ToList();
        var slots = shape.CoresPerExecutor / (double)program.Shape.CoresPerExecutor;
        var (held, peak) = Frees(reliefs, FreedMemory.Execution) ? (0, 0) : (Peak(measured, ExecutorMetric.OnHeapUnifiedMemory), Peak(measured, ExecutorMetric.JVMHeapMemory));
        if (heap < heapBefore && held > Near * heap)
        {
            yield return $"execution and storage memory took {MemoryRisk.Size(held)}, and a heap would be {MemoryRisk.Size(heap)}: {(program.IsLocal ? "the driver, which runs the tasks, runs out of memory, or spills and loses what it caches" : "executors run out of memory, or spill and lose what they cache")}";
        }
        else if (heap < heapBefore && peak > heap)
        {
            yield return $"the heap's peak was {MemoryRisk.Size(peak)}, garbage included, and a heap would be {MemoryRisk.Size(heap)}: more garbage collection, and out of memory if little of it was garbage";
        }

        var (python, own) = (Frees(reliefs, FreedMemory.Python) ? 0 : Peak(measured, ExecutorMetric.ProcessTreePythonRSSMemory) * slots, Peak(measured, ExecutorMetric.JVMOffHeapMemory) + Peak(measured, ExecutorMetric.DirectPoolMemory));
        var (overheadBefore, overhead) = (new MemoryOverhead(settings.Before, ChangeSet.None.Settings).BytesOf("executor", heapBefore), new MemoryOverhead(settings.Before, settings.Changes).BytesOf("executor", heap));
        if (!program.IsLocal && python > Near * overhead)
        {
            yield return $"Python workers would take {MemoryRisk.Size(python)}, and the container has {MemoryRisk.Size(overhead)} beside the heap: the cluster manager may kill it";
        }
        else if (!program.IsLocal && overhead < overheadBefore && python + own > Near * overhead)
        {
            yield return $"classes, code and buffers off the heap{(python > 0 ? ", and Python workers," : "")} took {MemoryRisk.Size(python + own)} at their peaks, and the container would have {MemoryRisk.Size(overhead)} beside the heap: the cluster manager may kill it";
        }

        if (heap < heapBefore && LargestBroadcast(application) is > 0 and { } broadcast && broadcast > LargeBroadcast * heap)
        {
            yield return $"a broadcast of {MemoryRisk.Size(broadcast)} is held by {(program.IsLocal ? "the driver" : "each executor")}, whose heap would be {MemoryRisk.Size(heap)}: it may not fit";
        }
    }

    private static bool Frees(IReadOnlyList<StageRelief> reliefs, FreedMemory memory) => reliefs.Any(relief => relief.Frees == memory);

    private static double Peak(List<Executor> executors, ExecutorMetric metric) => executors.Select(executor => (double)(executor.Peaks?[metric] ?? 0)).DefaultIfEmpty(0).Max();

    /// <summary>Bytes of the largest broadcast; 0 where there is none.</summary>
    internal static double LargestBroadcast(Application application) => application.SqlExecutions
        .SelectMany(execution => (execution.Plan.Root?.Descend() ?? []).Where(node => node.Name.StartsWith("BroadcastExchange", StringComparison.Ordinal)).Select(node => DataSize(execution, node))).DefaultIfEmpty(0).Max();

    private static double DataSize(SqlExecution execution, PlanNode node) => node.Metrics.FirstOrDefault(metric => metric.Name == "data size") is { } metric ? execution.Total(metric)?.Sum ?? 0 : 0;
}
