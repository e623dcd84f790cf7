namespace Stoker.Diagnoses.Executors;

/// <summary>Thresholds of the rules on number, size and kind of executors.</summary>
internal static class ExecutorShapeThresholds
{
    /// <summary>Cores of an executor that may be too many. [web: four to five are advised]</summary>
    public static readonly Limit ManyCores = new("manyCores", 8);

    /// <summary>Collection to run time that shows it. Dr. Elephant: severe at 15 %.</summary>
    public static readonly Limit WideGcShare = new("wideGcShare", 0.15);

    /// <summary>Collection, ms of task time, below which it is an application's start. [derived]</summary>
    public static readonly Limit WideGcMs = new("wideGcMs", 30_000);

    /// <summary>Time until a released executor is replaced that makes it churn, ms. [derived]</summary>
    public static readonly Limit ChurnMs = new("churnMs", 300_000);

    /// <summary>Executors that were released and soon replaced. [derived]</summary>
    public static readonly Limit Churned = new("churned", 3);

    /// <summary>Of all executors that there ever were. [derived]</summary>
    public static readonly Limit ChurnShare = new("churnShare", 0.25);

    /// <summary>Executors that are many. [derived]</summary>
    public static readonly Limit ManyExecutors = new("manyExecutors", 20);

    /// <summary>Broadcast that each executor holds, bytes. [derived]</summary>
    public static readonly Limit CopiedBytes = new("copiedBytes", 100 << 20);

    /// <summary>Of an executor's heap. [derived]</summary>
    public static readonly Limit CopiedShare = new("copiedShare", 0.25);

    /// <summary>Start of Python workers to all run time. [derived]</summary>
    public static readonly Limit PythonStartShare = new("pythonStartShare", 0.05);

    /// <summary>Executors that came to those that were asked for. Spark itself begins with 80 % (spark.scheduler.minRegisteredResourcesRatio).</summary>
    public static readonly Limit GotShare = new("gotShare", 0.8);

    /// <summary>Of the wall time, with tasks that waited. [derived]</summary>
    public static readonly Limit MissingTimeShare = new("missingTimeShare", 0.2);

    /// <summary>Core time that no task can take to all of it. [derived]</summary>
    public static readonly Limit UnusableShare = new("unusableShare", 0.05);

    /// <summary>The same that is worth a change. [derived]</summary>
    public static readonly Limit MuchUnusableShare = new("muchUnusableShare", 0.25);

    /// <summary>CPU time to run time of tasks that only compute. [derived]</summary>
    public static readonly Limit CpuShare = new("cpuShare", 0.6);

    /// <summary>CPU time to run time below which tasks wait for something, or a native engine computes: whoever is starved still gets a fifth. [derived]</summary>
    public static readonly Limit WaitingShare = new("waitingShare", 0.2);

    /// <summary>Run time of such tasks, ms. [derived]</summary>
    public static readonly Limit ComputeMs = new("computeMs", 60_000);

    /// <summary>Waiting for blocks, writing and collecting to run time, of tasks that only compute, each. [derived]</summary>
    public static readonly Limit OtherShare = new("otherShare", 0.05);

    /// <summary>Time with all executors that are allowed to the wall time. [derived]</summary>
    public static readonly Limit CeilingShare = new("ceilingShare", 0.2);

    /// <summary>Tasks that wait to slots. [derived]</summary>
    public static readonly Limit PendingRatio = new("pendingRatio", 2);
}
