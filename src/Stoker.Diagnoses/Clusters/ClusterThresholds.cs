namespace Stoker.Diagnoses.Clusters;

/// <summary>Thresholds of the CLUS family.</summary>
internal static class ClusterThresholds
{
    /// <summary>Scheduler delay and fetching of results to all task time. [derived]</summary>
    public static readonly Limit TalkShare = new("talkShare", 0.1);

    /// <summary>Task time that is a lot for one machine, ms. [derived]</summary>
    public static readonly Limit LargeJobMs = new("largeJobMs", 3_600_000);

    /// <summary>Spill that is a lot for one machine, bytes. [derived]</summary>
    public static readonly Limit LargeSpill = new("largeSpill", 1L << 30, ThresholdUnit.Bytes);

    /// <summary>From the request of an executor to its registration, at the median, ms. [derived]</summary>
    public static readonly Limit SlowStartMs = new("slowStartMs", 30_000);

    /// <summary>From the start of the application to its first executor, ms. [derived]</summary>
    public static readonly Limit FirstExecutorMs = new("firstExecutorMs", 60_000);

    /// <summary>Of the wall time, from which a slow start is worth a change. [derived]</summary>
    public static readonly Limit StartShare = new("startShare", 0.1);

    /// <summary>From the first executor to the first job or query, ms. [derived]</summary>
    public static readonly Limit FirstJobMs = new("firstJobMs", 30_000);

    /// <summary>The larger executor to the smaller one. [derived]</summary>
    public static readonly Limit UnequalRatio = new("unequalRatio", 1.5);

    /// <summary>Collection to run time that shows that memory is short. kubeflow: 10 %.</summary>
    public static readonly Limit GcShare = new("gcShare", 0.1);
}
