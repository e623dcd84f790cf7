using Stoker.Advice.Choices;
using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Settings;
using Stoker.Model.Units;

namespace Stoker.Advice.Sizing;

/// <summary>
/// What executors were given and the most that any of them used, by pool. Peaks are polled (every heartbeat, at task ends): a short peak may be
/// missed. The heap's peak counts garbage that was not collected yet, so that it is an upper bound of the need.
/// </summary>
public sealed record ExecutorSizing
{
    private const long Mebibyte = 1 << 20;
    private const long LeastOverhead = 384 * Mebibyte;

    /// <summary>Share of the heap below which the peak says that less would do.</summary>
    private const double RoomyShare = 0.4;

    /// <summary>What stays free above a measured peak.</summary>
    private const double Headroom = 1.5;

    /// <summary>The same beside the heap, where peaks hold no garbage; Spark rounds containers to so much at the most.</summary>
    private const double OverheadHeadroom = 1.25;
    private const long OverheadStep = 128 * Mebibyte;

    /// <summary>Whether it is the driver that ran the tasks, in local mode: there are no executors.</summary>
    public bool IsOfDriver { get; init; }

    /// <summary>Heap of each executor.</summary>
    public required Bytes Heap { get; init; }

    /// <summary>What a container has beside the heap, by Spark's rule where it was not set; absent in local and standalone mode, which have no containers.</summary>
    public Bytes? Overhead { get; init; }

    /// <summary>Largest peak of the heap; absent when it was not polled.</summary>
    public Bytes? HeapPeak { get; init; }

    /// <summary>Largest peak of execution and storage memory on the heap; absent likewise.</summary>
    public Bytes? UnifiedPeak { get; init; }

    /// <summary>Largest peak of storage memory on the heap; absent likewise.</summary>
    public Bytes? StoragePeak { get; init; }

    /// <summary>Largest peak of memory that the JVM held off its heap for classes and compiled code; absent likewise.</summary>
    public Bytes? OffHeapPeak { get; init; }

    /// <summary>Largest peak of direct buffers, those of the network among them; absent likewise.</summary>
    public Bytes? DirectPeak { get; init; }

    /// <summary>Largest resident memory of an executor's Python workers; absent unless process-tree metrics were on and Python ran.</summary>
    public Bytes? PythonPeak { get; init; }

    /// <summary>
    /// Largest peak beside the heap: what the JVM held off it, direct buffers included, or its resident memory less the heap where that was measured, and its Python workers. Absent
    /// where Python ran and its workers were not measured.
    /// </summary>
    public Bytes? BesideHeapPeak { get; init; }

    /// <summary>Whether the resident memory of processes was measured: without it, memory of native libraries is in no number.</summary>
    public bool IsResidentMeasured { get; init; }

    /// <summary>What would do beside the heap: the measured peak and a quarter more, 384 MiB at least; absent without one.</summary>
    public Bytes? OverheadFor => BesideHeapPeak is { } peak ? new Bytes(Math.Max(LeastOverhead, RoundUp((long)(peak.Value * OverheadHeadroom), OverheadStep))) : null;

    /// <summary>The same where it may be said: more than was given, or less where nothing stayed unmeasured. Absent without containers.</summary>
    public Bytes? OverheadNeed => Overhead is { } given && OverheadFor is { } enough && (enough.Value > given.Value || IsResidentMeasured) ? enough : null;

    /// <summary>Executors that were measured.</summary>
    public required int MeasuredExecutors { get; init; }

    /// <summary>The heap that a finding (MEM006) says would have done; absent without one.</summary>
    public Bytes? HeapThatWouldDo { get; init; }

    /// <summary>A heap that would have held this run: what a finding says, or half as much again as the peak; absent when the peak is not far below the heap, or was not measured.</summary>
    public Bytes? SmallerHeap => HeapThatWouldDo is { } enough ? enough : HeapPeak is { } peak && peak.Value < Heap.Value * RoomyShare
        ? new Bytes(Math.Max(1024 * Mebibyte, RoundUp((long)(peak.Value * Headroom), 512 * Mebibyte))) is var smaller && smaller.Value < Heap.Value ? smaller : null
        : null;

    /// <summary>The sizing of an application; null when the log does not say what executors were given.</summary>
    public static ExecutorSizing? Of(Application application, ClusterManager cluster)
    {
        ArgumentNullException.ThrowIfNull(application);
        var settings = new EffectiveSettings(application);
        var isLocal = cluster == ClusterManager.Local;
        if (settings.ByteCount(isLocal ? "spark.driver.memory" : "spark.executor.memory") is not { } heap)
        {
            return null;
        }

        var executors = application.Executors.Where(executor => (executor.Id == "driver") == isLocal && executor.Peaks is { IsPolled: true }).ToList();
        var offHeap = Peak(executors, ExecutorMetric.JVMOffHeapMemory);
        var direct = Peak(executors, ExecutorMetric.DirectPoolMemory);
        var held = (offHeap?.Value ?? 0) + (direct?.Value ?? 0);
        var python = Peak(executors, ExecutorMetric.ProcessTreePythonRSSMemory) is { Value: > 0 } workers ? workers : (Bytes?)null;
        var resident = Peak(executors, ExecutorMetric.ProcessTreeJVMRSSMemory) is { Value: > 0 } jvm ? jvm : (Bytes?)null;
        var isMeasured = offHeap is not null && (python is not null || !application.Stages.Any(ChoiceContext.HasPython));
        return new ExecutorSizing
        {
            IsOfDriver = isLocal,
            Heap = new Bytes(heap),
            IsResidentMeasured = resident is not null,
            BesideHeapPeak = isMeasured ? new Bytes(Math.Max(held, (resident?.Value ?? 0) - heap) + (python?.Value ?? 0)) : null,
            Overhead = OverheadOf(settings, cluster, heap),
            HeapPeak = Peak(executors, ExecutorMetric.JVMHeapMemory),
            UnifiedPeak = Peak(executors, ExecutorMetric.OnHeapUnifiedMemory),
            StoragePeak = Peak(executors, ExecutorMetric.OnHeapStorageMemory),
            OffHeapPeak = offHeap,
            DirectPeak = direct,
            PythonPeak = python,
            MeasuredExecutors = executors.Count,
        };
    }

    /// <summary>What a container has beside a heap (ResourceProfile.scala): what is set, else a share of the heap and 384 MiB at least; absent without containers.</summary>
    internal static Bytes? OverheadOf(EffectiveSettings settings, ClusterManager cluster, long heap)
    {
        if (cluster is not (ClusterManager.Yarn or ClusterManager.Kubernetes))
        {
            return null;
        }

        // A bare number of this setting counts MiB.
        if (settings.Find("spark.executor.memoryOverhead") is { } text)
        {
            return text.All(char.IsAsciiDigit) && long.TryParse(text, out var mebibytes)
                ? new Bytes(mebibytes * Mebibyte)
                : EffectiveSettings.ParseBytes(text) is { } bytes ? new Bytes(bytes) : null;
        }

        // On Kubernetes the factor of a Python job is 0.4 where it is not set: what holds is known only where it was.
        return settings.Find("spark.executor.memoryOverheadFactor") is { } factor
            && double.TryParse(factor, System.Globalization.CultureInfo.InvariantCulture, out var share)
            && (settings.IsSet("spark.executor.memoryOverheadFactor") || settings.Find("spark.master")?.StartsWith("k8s", StringComparison.Ordinal) != true)
            ? new Bytes(Math.Max(LeastOverhead, (long)(heap * share)))
            : null;
    }

    private static Bytes? Peak(List<Executor> executors, ExecutorMetric metric) =>
        executors.Max(executor => executor.Peaks?[metric]) is { } peak ? new Bytes(peak) : null;

    private static long RoundUp(long value, long step) => (value + step - 1) / step * step;
}
