namespace Stoker.Diagnoses.Skew;

/// <summary>Thresholds of the SKEW family; SCHED002 uses the times too.</summary>
internal static class SkewThresholds
{
    /// <summary>Least run time of a stage, ms. [derived]; the price test does the rest.</summary>
    public static readonly Limit MinStageWorkMs = new("minStageWorkMs", 2000);

    /// <summary>Least number of comparable tasks. [derived]</summary>
    public static readonly Limit MinTasks = new("minTasks", 4);

    /// <summary>Slowest to median, of time and of size. rapids-tools: 3 × the mean; Dr. Elephant: severe at 3.16; AQE: 5.</summary>
    public static readonly Limit Ratio = new("ratio", 3);

    /// <summary>Least duration of the slowest task, ms. DataFlint uses 5 s; lowered. [derived]</summary>
    public static readonly Limit MinTaskMs = new("minTaskMs", 3000);

    /// <summary>Least excess of the slowest task over the median, ms. [derived]</summary>
    public static readonly Limit MinExcessMs = new("minExcessMs", 2000);

    /// <summary>Least data in the largest task, bytes. rapids-tools and Dr. Elephant: 100 MB; lowered since time is tested too. [derived]</summary>
    public static readonly Limit MinBytes = new("minBytes", 16 << 20);

    /// <summary>Least records in the largest task where bytes are not logged. [derived]</summary>
    public static readonly Limit MinRecords = new("minRecords", 100_000);

    /// <summary>The slowest task is among this share of the largest. [derived]</summary>
    public static readonly Limit SizeTimeRank = new("sizeTimeRank", 0.1, ThresholdUnit.Share);

    /// <summary>Share of partitions that hold data, of the slots, below which there are few keys. [derived]</summary>
    public static readonly Limit FilledShare = new("filledShare", 0.5);

    /// <summary>Share of the stage's task time in partitions with data: empty tasks cost half a second each where slots outnumber the cores. [derived]</summary>
    public static readonly Limit FilledTimeShare = new("filledTimeShare", 0.6);

    /// <summary>A task to the size that adaptive execution merges to, above which it holds one large partition: Spark merges up to 1.2 of it. [derived]</summary>
    public static readonly Limit AboveTarget = new("aboveTarget", 1.3, ThresholdUnit.Ratio);

    /// <summary>Share of the rows to share of the bytes of one task, from which its rows are of another kind than those of its peers. [derived]</summary>
    public static readonly Limit RowsToBytes = new("rowsToBytesRatio", 2);

    /// <summary>Task time of the busiest executor from which it is compared, ms. [derived]</summary>
    public static readonly Limit MinLoadMs = new("minLoadMs", 60_000);

    /// <summary>Tasks of a stage from which each executor should get its share. [derived]</summary>
    public static readonly Limit ManyTasks = new("manyTasks", 20);

    /// <summary>Life of an executor to that of the longest, from which they are compared. [derived]</summary>
    public static readonly Limit LifeShare = new("lifeShare", 0.9);
}
