namespace Stoker.Diagnoses.Joins;

/// <summary>Thresholds of the JOIN family.</summary>
internal static class JoinThresholds
{
    /// <summary>Size of a side that always fits a broadcast, bytes. Spark's and DataFlint's 10 MB.</summary>
    public static readonly Limit SmallBroadcast = new("smallBroadcast", 10 << 20, ThresholdUnit.Bytes);

    /// <summary>Size of a side that fits when the memory is there, bytes. rapids-tools and DataFlint: 100 MB.</summary>
    public static readonly Limit LargeBroadcast = new("largeBroadcast", 100 << 20, ThresholdUnit.Bytes);

    /// <summary>Share of the driver's heap that a broadcast may take. [derived]</summary>
    public static readonly Limit DriverShare = new("driverShare", 0.1);

    /// <summary>Share of an executor's heap that a broadcast may take. [derived]</summary>
    public static readonly Limit ExecutorShare = new("executorShare", 0.05);

    /// <summary>Large to small side. [derived]</summary>
    public static readonly Limit SideRatio = new("sideRatio", 5);

    /// <summary>Share of the shuffle and sort of the large side that a broadcast saves. [derived]</summary>
    public static readonly Limit BroadcastSaving = new("broadcastSaving", 0.8, ThresholdUnit.Share);

    /// <summary>Rate at which wide rows are serialized for a shuffle, bytes per ms of a task. [derived from the lab]</summary>
    public static readonly Limit ShuffleBytesPerMs = new("shuffleBytesPerMs", 150_000, ThresholdUnit.Bytes);

    /// <summary>
    /// CPU time of writing a row for a shuffle, ns. [derived: 450 to 600 in quiet twins (missing-broadcast, thirty-megabytes); with <see cref="JoinedRowNs"/> 500 to 900 in all seven
    /// pairs whose rows all match, skewed ones among them]
    /// </summary>
    public static readonly Limit WrittenRowNs = new("writtenRowNs", 500);

    /// <summary>CPU time of fetching, sorting and merging a row for a join, ns. [derived: 200 to 400]</summary>
    public static readonly Limit JoinedRowNs = new("joinedRowNs", 300);

    /// <summary>CPU time of a task that joins by sorting, whatever its rows, ms: code of the stage, pages of its sorters. [derived: 130 and 50 in dimension-behind-filter and in-the-best-customers]</summary>
    public static readonly Limit JoinTaskMs = new("joinTaskMs", 50);

    /// <summary>Pairs of rows that a nested loop compares. DataFlint: 10 billion; lowered because time is tested too. [derived]</summary>
    public static readonly Limit CrossPairs = new("crossPairs", 10_000_000);

    /// <summary>Rows of a side that multiplies the other one on purpose. [derived]</summary>
    public static readonly Limit FewRows = new("fewRows", 100);

    /// <summary>Least run time of a nested-loop join's stage, ms. [derived]</summary>
    public static readonly Limit CrossWorkMs = new("crossWorkMs", 1000);

    /// <summary>Pairs from which a nested loop is always worth a line. [derived]</summary>
    public static readonly Limit ManyPairs = new("manyPairs", 100_000_000);

    /// <summary>Output to the larger input of a join. [derived]</summary>
    public static readonly Limit ExplodeRatio = new("explodeRatio", 10);

    /// <summary>Least output of a join that multiplies rows. [derived]</summary>
    public static readonly Limit ExplodeRows = new("explodeRows", 1_000_000);

    /// <summary>Output to the larger input of a join most of whose rows a later join throws away. [derived]</summary>
    public static readonly Limit WastedRatio = new("wastedRatio", 2);

    /// <summary>Least output of such a join. [derived]</summary>
    public static readonly Limit WastedRows = new("wastedRows", 100_000_000);

    /// <summary>Size of a side from which its broadcast is too large, bytes. DataFlint: 1 GiB.</summary>
    public static readonly Limit BigBroadcast = new("bigBroadcast", 1L << 30, ThresholdUnit.Bytes);

    /// <summary>Time to collect, build and send a broadcast that is slow, ms. [derived]</summary>
    public static readonly Limit BroadcastMs = new("broadcastMs", 10_000);

    /// <summary>The same as a share of the execution. [derived]</summary>
    public static readonly Limit BroadcastShare = new("broadcastShare", 0.2);

    /// <summary>Size from which a slow broadcast is slow since it is large, bytes: below it the query under it is what takes long. [derived]</summary>
    public static readonly Limit SlowBroadcastBytes = new("slowBroadcastBytes", 64 << 20);

    /// <summary>Share of a join's rows that the filter right above it keeps at most. [derived]</summary>
    public static readonly Limit KeptShare = new("keptShare", 0.1);

    /// <summary>Least output of a join whose rows are thrown away. [derived]</summary>
    public static readonly Limit ThrownRows = new("thrownRows", 1_000_000);

    /// <summary>Largest partition of a side that a hash join may keep in memory, bytes. [derived]</summary>
    public static readonly Limit HashBytes = new("hashBytes", 100 << 20);

    /// <summary>Sorting as a share of the stage's run time. [derived]</summary>
    public static readonly Limit SortShare = new("sortShare", 0.2);

    /// <summary>Least time of sorting, ms of slot time. [derived]</summary>
    public static readonly Limit SortMs = new("sortMs", 2000);
}
