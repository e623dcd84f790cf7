namespace Stoker.Diagnoses.Executors;

/// <summary>Thresholds of the EXEC family.</summary>
internal static class ExecutorThresholds
{
    /// <summary>Share of slot time that is idle. DataFlint: 50 %.</summary>
    public static readonly Limit IdleShare = new("idleShare", 0.5);

    /// <summary>Slots to peak useful concurrency. [derived]</summary>
    public static readonly Limit SurplusRatio = new("surplusRatio", 2);

    /// <summary>Wait for executors, ms, and as a share of the wall time. Starting a JVM and registering takes 3 to 8 s on the lab's busy cores. [derived]</summary>
    public static readonly Limit LateMs = new("lateMs", 10_000);

    /// <summary>See <see cref="LateMs"/>.</summary>
    public static readonly Limit LateShare = new("lateShare", 0.1);

    /// <summary>Idle time of an executor in units of the idle timeout. [derived]</summary>
    public static readonly Limit IdleTimeouts = new("idleTimeouts", 5);
}
