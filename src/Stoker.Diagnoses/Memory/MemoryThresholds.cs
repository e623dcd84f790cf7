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
}
