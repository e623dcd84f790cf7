namespace Stoker.Diagnoses.Driver;

/// <summary>Thresholds of DRV004 and DRV010.</summary>
internal static class DriverMemoryThresholds
{
    /// <summary>Largest heap of the driver that was seen to the largest there may be. DataFlint: 95 %.</summary>
    public static readonly Limit HeapHigh = new("heapHigh", 0.95, ThresholdUnit.Share);

    /// <summary>Results pulled to the driver to its heap: rows take several times their serialized size there. [derived]</summary>
    public static readonly Limit ResultHeapShare = new("resultHeapShare", 0.25);

    /// <summary>Time before the end of a log in which what was pulled may have killed the driver, ms. [derived]</summary>
    public static readonly Limit LastMs = new("lastMs", 60_000);

    /// <summary>Collection of the driver's heap to the wall time. [derived]</summary>
    public static readonly Limit DriverGcShare = new("driverGcShare", 0.1);

    /// <summary>Wall time below which starting up is most of it, ms. [derived]</summary>
    public static readonly Limit MinWallMs = new("minWallMs", 60_000);

    /// <summary>Executors that are lost by their heartbeats at once. [derived]</summary>
    public static readonly Limit LostTogether = new("lostTogether", 3);

    /// <summary>What is at once, ms: Spark looks for lost heartbeats every minute (spark.network.timeoutInterval).</summary>
    public static readonly Limit TogetherMs = new("togetherMs", 60_000);
}
