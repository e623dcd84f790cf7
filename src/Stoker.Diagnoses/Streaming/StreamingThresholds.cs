namespace Stoker.Diagnoses.Streaming;

/// <summary>Thresholds of the STRM family.</summary>
internal static class StreamingThresholds
{
    /// <summary>Batches that are looked at, the last ones; the first three warm up. [derived]</summary>
    public static readonly Limit Batches = new("batches", 20);

    /// <summary>Least number of batches. [derived]</summary>
    public static readonly Limit MinBatches = new("minBatches", 5);

    /// <summary>Least number of batches that do something twice, which each of them shows for certain: once may be an accident of the program. [derived]</summary>
    public static readonly Limit FewBatches = new("minBatches", 2);

    /// <summary>Share of batches without any pause before the next. Spark warns at each one; share [derived].</summary>
    public static readonly Limit BehindShare = new("behindShare", 0.5);

    /// <summary>Pause before a batch below which the query did not wait for its trigger, ms. [derived]</summary>
    public static readonly Limit PauseMs = new("pauseMs", 50);

    /// <summary>Median length of a batch below which a query without pauses may run as fast as it can on purpose, ms. [derived]</summary>
    public static readonly Limit MinBatchMs = new("minBatchMs", 1000);

    /// <summary>Least number of tiny-task stages of a stateful query. [derived]</summary>
    public static readonly Limit MinStateStages = new("minStateStages", 2);

    /// <summary>Batches with rows before growth of the state is judged. [derived]</summary>
    public static readonly Limit GrowthBatches = new("growthBatches", 20);

    /// <summary>The same of a join or deduplication without any watermark, which keeps all rows by its nature. [derived]</summary>
    public static readonly Limit UnboundedBatches = new("unboundedBatches", 8);

    /// <summary>Least r² of a rising line through the rows of the state. [derived]</summary>
    public static readonly Limit GrowthFit = new("growthFit", 0.9, ThresholdUnit.Ratio);

    /// <summary>Rows of the state at the end to those half way: a state that fills up grows less. [derived]</summary>
    public static readonly Limit GrowthRatio = new("growthRatio", 1.5);

    /// <summary>Rows of a state that is worth a word. [derived]</summary>
    public static readonly Limit GrowthRows = new("growthRows", 10_000);

    /// <summary>Tasks to slots. [derived]</summary>
    public static readonly Limit TaskRatio = new("taskRatio", 4);

    /// <summary>Mean task of a stage, ms. [derived]</summary>
    public static readonly Limit TinyTaskMs = new("tinyTaskMs", 100);

    /// <summary>Rows a task below which a shuffle task of a stateful query is tiny too when it takes longer. [derived]</summary>
    public static readonly Limit FewRows = new("fewRows", 1000, ThresholdUnit.Rows);

    /// <summary>How long such a task takes at most, ms: 110 for 180 rows where fifteen programs shared two cores. [derived]</summary>
    public static readonly Limit FewRowsTaskMs = new("fewRowsTaskMs", 250);

    /// <summary>State in memory to the heap of the executors. [derived]</summary>
    public static readonly Limit HeapShare = new("heapShare", 0.3);

    /// <summary>Garbage collection to run time of a query's stages; as MEM002 has it. [derived]</summary>
    public static readonly Limit GcShare = new("gcShare", 0.1);

    /// <summary>State that is worth a word. [derived]</summary>
    public static readonly Limit StateBytes = new("stateBytes", 64 << 20);

    /// <summary>Batches before bookkeeping is judged. [derived]</summary>
    public static readonly Limit BookkeepingBatches = new("bookkeepingBatches", 20);

    /// <summary>Offsets, logs and planning to the time of batches. [derived]</summary>
    public static readonly Limit BookkeepingShare = new("bookkeepingShare", 0.4);

    /// <summary>Tasks that read the source to slots. [derived]</summary>
    public static readonly Limit SourceTaskShare = new("sourceTaskShare", 0.5);

    /// <summary>Time of the stages that read the source to that of batches. [derived]</summary>
    public static readonly Limit SourceTimeShare = new("sourceTimeShare", 0.5);

    /// <summary>Time of batches to all time, from which a query is busy. [derived]</summary>
    public static readonly Limit BusyShare = new("busyShare", 0.2);

    /// <summary>Batches before their size is judged. [derived]</summary>
    public static readonly Limit TinyBatchCount = new("tinyBatchCount", 20);

    /// <summary>Rows a task, below which a batch is tiny. [derived]</summary>
    public static readonly Limit RowsPerTask = new("rowsPerTask", 100, ThresholdUnit.Rows);

    /// <summary>Late rows to rows read. [derived]</summary>
    public static readonly Limit LateShare = new("lateShare", 0.001);

    /// <summary>Late rows that are worth a word. [derived]</summary>
    public static readonly Limit LateRows = new("lateRows", 10);

    /// <summary>Batches that are computed again to all batches. [derived]</summary>
    public static readonly Limit RepeatedShare = new("repeatedShare", 0.5);

    /// <summary>Batches before a period is looked for. [derived]</summary>
    public static readonly Limit PeriodBatches = new("periodBatches", 30);

    /// <summary>Slow batch to the median. [derived]</summary>
    public static readonly Limit SlowBatchRatio = new("slowBatchRatio", 3);

    /// <summary>What a slow batch takes beyond the median, ms. [derived]</summary>
    public static readonly Limit SlowBatchMs = new("slowBatchMs", 1000);

    /// <summary>What slow batches take beyond the median to the time of all, from which it is Minor. [derived]</summary>
    public static readonly Limit SlowBatchShare = new("slowBatchShare", 0.05);
}
