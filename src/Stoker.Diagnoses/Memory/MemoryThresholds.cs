namespace Stoker.Diagnoses.Memory;

/// <summary>Thresholds of the MEM family.</summary>
internal static class MemoryThresholds
{
    /// <summary>Least run time of a stage, ms. [derived]</summary>
    public static readonly Limit MinStageWorkMs = new("minStageWorkMs", 2000);

    /// <summary>Disk spill to what the stage read. [derived]</summary>
    public static readonly Limit SpillShare = new("spillShare", 0.1);

    /// <summary>Disk spill that matters whatever was read, bytes. [derived]</summary>
    public static readonly Limit LargeSpill = new("largeSpill", 1L << 30, ThresholdUnit.Bytes);

    /// <summary>Disk spill that matters when a quarter of the tasks spill, bytes. kubeflow: 100 MiB.</summary>
    public static readonly Limit CommonSpill = new("commonSpill", 100 << 20, ThresholdUnit.Bytes);

    /// <summary>Least disk spill, bytes: below it is noise whatever the share. [derived]</summary>
    public static readonly Limit MinSpill = new("minSpill", 8 << 20, ThresholdUnit.Bytes);

    /// <summary>GC to run time. Dr. Elephant: 8 to 20 %; kubeflow 10 %; rapids-tools 30 %.</summary>
    public static readonly Limit GcShare = new("gcShare", 0.10);

    /// <summary>GC to run time in local mode, where the driver's own objects are collected too (trap T03). [derived]</summary>
    public static readonly Limit LocalGcShare = new("localGcShare", 0.15);

    /// <summary>Collection beyond the normal of a stage in a tight heap, to all task time, from which it is worth a line. [derived]</summary>
    public static readonly Limit TightShare = new("tightShare", 0.01);

    /// <summary>Memory for execution and storage by slot, bytes, below which collection shows that the heap is too small. Spark's defaults give 217 MiB to each of two slots. [derived]</summary>
    public static readonly Limit TightHeap = new("tightHeap", 128 << 20, ThresholdUnit.Bytes);

    /// <summary>Largest heap seen to the largest there may be, below which a heap is far too large. DataFlint: 70 %; stricter since peaks are polled. [derived]</summary>
    public static readonly Limit HeapLow = new("heapLow", 0.5, ThresholdUnit.Share);

    /// <summary>The same, at which a heap is full. DataFlint: 95 %.</summary>
    public static readonly Limit HeapHigh = new("heapHigh", 0.95, ThresholdUnit.Share);

    /// <summary>Heap that would do, to the peak. [derived]</summary>
    public static readonly Limit HeapRoom = new("heapRoom", 1.3, ThresholdUnit.Ratio);

    /// <summary>Heap below which less is not worth asking for, bytes. [derived]</summary>
    public static readonly Limit LargeHeap = new("largeHeap", 2L << 30, ThresholdUnit.Bytes);

    /// <summary>Wall time from which peaks speak for a run, ms. [derived]</summary>
    public static readonly Limit MinWallMs = new("minWallMs", 600_000);

    /// <summary>Stages with peaks that speak for a run as well. [derived]</summary>
    public static readonly Limit MinSampledStages = new("minSampledStages", 3);

    /// <summary>Share of the time of executors that must be polled. [derived]</summary>
    public static readonly Limit SampledShare = new("sampledShare", 0.8);

    /// <summary>Unused memory from which it is worth a line, GiB-hours. [derived]</summary>
    public static readonly Limit MinUnused = new("minUnused", 1);

    /// <summary>Unused memory from which it is worth a change, GiB-hours. [derived]</summary>
    public static readonly Limit MuchUnused = new("muchUnused", 20);

    /// <summary>Collection to run time below which no heap is short. Dr. Elephant: too little below 5 %.</summary>
    public static readonly Limit QuietGcShare = new("quietGcShare", 0.05);

    /// <summary>Share of the polled executors with a full heap. [derived]</summary>
    public static readonly Limit FullShare = new("fullShare", 0.25);

    /// <summary>Collection to run time that makes a full heap a risk: without it G1 keeps the heap full because it can. Dr. Elephant: 8 %.</summary>
    public static readonly Limit FullGcShare = new("fullGcShare", 0.08);

    /// <summary>What was seen beside the heap to what the container has there. [derived]</summary>
    public static readonly Limit BesideHeapShare = new("besideHeapShare", 0.8);

    /// <summary>Task time of stages with Python to all task time. [derived]</summary>
    public static readonly Limit PythonTimeShare = new("pythonTimeShare", 0.5);

    /// <summary>Heap from which the JVM gives up compressed references, bytes (HotSpot: at 32 GiB for objects aligned to eight bytes).</summary>
    public static readonly Limit PointerLimit = new("pointerLimit", 32L << 30, ThresholdUnit.Bytes);

    /// <summary>Heap that holds clearly more than 31 GiB again, bytes. [web]</summary>
    public static readonly Limit WorthPointers = new("worthPointers", 48L << 30, ThresholdUnit.Bytes);

    /// <summary>Memory for execution and storage by slot, bytes. [derived]</summary>
    public static readonly Limit SmallSlot = new("smallSlot", 100 << 20, ThresholdUnit.Bytes);

    /// <summary>Heap that is hardly more than what Spark keeps for itself, bytes: Spark refuses less (UnifiedMemoryManager.scala: 1.5 × 300 MiB).</summary>
    public static readonly Limit SmallHeap = new("smallHeap", 460 << 20, ThresholdUnit.Bytes);

    /// <summary>Run time of all tasks from which settings show, ms: before, the JVM warms up. [derived]</summary>
    public static readonly Limit MinRunMs = new("minRunMs", 30_000);

    /// <summary>Share of the heap for execution and storage that is too little; Spark's is 0.6. [derived]</summary>
    public static readonly Limit LowFraction = new("lowFraction", 0.4, ThresholdUnit.Share);

    /// <summary>The same that leaves too little to the program's own objects. [derived]</summary>
    public static readonly Limit HighFraction = new("highFraction", 0.85, ThresholdUnit.Share);

    /// <summary>Share of tasks that fell back to sorting. [derived]</summary>
    public static readonly Limit FallbackShare = new("fallbackShare", 0.1);

    /// <summary>Storage memory to the pool that it shares with execution: Spark protects half of the pool (spark.memory.storageFraction).</summary>
    public static readonly Limit StorageShare = new("storageShare", 0.5);
}
