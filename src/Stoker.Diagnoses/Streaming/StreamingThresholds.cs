namespace Stoker.Diagnoses.Streaming;

/// <summary>Thresholds of the STRM family.</summary>
internal static class StreamingThresholds
{
    /// <summary>Batches that are looked at, the last ones; the first three warm up. [derived]</summary>
    public static readonly Limit Batches = new("batches", 20);

    /// <summary>Least number of batches. [derived]</summary>
    public static readonly Limit MinBatches = new("minBatches", 5);

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

    /// <summary>Least r² of a rising line through the rows of the state. [derived]</summary>
    public static readonly Limit GrowthFit = new("growthFit", 0.9, ThresholdUnit.Ratio);

    /// <summary>Rows of the state at the end to those half way: a state that fills up grows less. [derived]</summary>
    public static readonly Limit GrowthRatio = new("growthRatio", 1.5);

    /// <summary>Rows of a state that is worth a word. [derived]</summary>
    public static readonly Limit GrowthRows = new("growthRows", 10_000);

    /// <summary>Tasks to slots. [derived]</summary>
    public static readonly Limit TaskRatio = new("taskRatio", 4);

    /// <summary>Median task, ms. [derived]</summary>
    public static readonly Limit TinyTaskMs = new("tinyTaskMs", 100);
}
