namespace Stoker.Diagnoses.Shuffles;

/// <summary>Thresholds of the SHUF family.</summary>
internal static class ShuffleThresholds
{
    /// <summary>Least task time of groupByKey, ms. [derived]</summary>
    public static readonly Limit GroupWorkMs = new("groupWorkMs", 1000);

    /// <summary>Least size of what groupByKey shuffles, bytes: combining less spares nothing that can be measured. [derived]</summary>
    public static readonly Limit GroupBytes = new("groupBytes", 4 << 10);

    /// <summary>Of the application's task time: from here the habit is worth a line however short the run. [derived]</summary>
    public static readonly Limit GroupAppShare = new("groupAppShare", 0.2);

    /// <summary>Least size of a shuffle that is repeated, bytes. [derived]</summary>
    public static readonly Limit RepeatedBytes = new("repeatedBytes", 64 << 20);

    /// <summary>Least cost of the repetitions, ms of slot time. [derived]</summary>
    public static readonly Limit ReuseMinMs = new("reuseMinMs", 3000);

    /// <summary>Least run time of a stage, ms. [derived]</summary>
    public static readonly Limit MinStageWorkMs = new("minStageWorkMs", 2000);

    /// <summary>Waiting for shuffle data as a share of run time; Sparklens prints it. [derived]</summary>
    public static readonly Limit FetchWaitShare = new("fetchWaitShare", 0.2);

    /// <summary>Least time of waiting for shuffle data, ms of slot time. [derived]</summary>
    public static readonly Limit FetchWaitMs = new("fetchWaitMs", 2000);

    /// <summary>Writing shuffle data as a share of run time. [derived]</summary>
    public static readonly Limit WriteShare = new("writeShare", 0.2);

    /// <summary>Rate of a task below which writing is slow, bytes a ms: 50 MB/s. [derived]</summary>
    public static readonly Limit SlowBytesPerMs = new("slowBytesPerMs", 50_000, ThresholdUnit.Bytes);

    /// <summary>Least volume written whose rate means anything, bytes. [derived]</summary>
    public static readonly Limit SlowVolumeBytes = new("slowVolumeBytes", 1L << 30);

    /// <summary>Least size of a shuffle that was not needed, bytes. [derived]</summary>
    public static readonly Limit NeedlessBytes = new("needlessBytes", 16 << 20);

    /// <summary>Rate at which rows are serialized for a shuffle and read again, bytes per ms of a task. The same as of JOIN001. [derived from the lab]</summary>
    public static readonly Limit SerializedBytesPerMs = new("serializedBytesPerMs", 150_000, ThresholdUnit.Bytes);

    /// <summary>Rows out of a partial aggregation to rows in, from which it does not reduce. [derived]</summary>
    public static readonly Limit UnreducedShare = new("unreducedShare", 0.9);

    /// <summary>Least rows out of it. [derived]</summary>
    public static readonly Limit UnreducedRows = new("unreducedRows", 1_000_000);

    /// <summary>Building it as a share of run time. [derived]</summary>
    public static readonly Limit BuildShare = new("buildShare", 0.1);

    /// <summary>Shuffled volume to input. [derived]; Sparklens prints the quotient.</summary>
    public static readonly Limit VolumeRatio = new("volumeRatio", 3);

    /// <summary>Least shuffled volume that is far above the input, bytes. [derived]</summary>
    public static readonly Limit VolumeBytes = new("volumeBytes", 1L << 30);

    /// <summary>Least shuffle blocks fetched by a stage. [derived]</summary>
    public static readonly Limit TinyBlocks = new("tinyBlocks", 1_000_000);

    /// <summary>Mean size of a tiny block, bytes. [derived]</summary>
    public static readonly Limit TinyBlockBytes = new("tinyBlockBytes", 16 << 10);

    /// <summary>Rows out of an Expand to rows in. [derived]</summary>
    public static readonly Limit ExpandRatio = new("expandRatio", 4);

    /// <summary>Least rows out of it. [derived]</summary>
    public static readonly Limit ExpandRows = new("expandRows", 1_000_000);
}
