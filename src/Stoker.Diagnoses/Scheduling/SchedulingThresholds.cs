namespace Stoker.Diagnoses.Scheduling;

/// <summary>Thresholds of the SCHED family.</summary>
internal static class SchedulingThresholds
{
    /// <summary>Ratio of data below which a task has no more than its peers. [derived]</summary>
    public static readonly Limit EvenSize = new("evenSize", 1.5, ThresholdUnit.Ratio);

    /// <summary>Share of task time in deserialization. [derived]</summary>
    public static readonly Limit DeserializeShare = new("deserializeShare", 0.1);

    /// <summary>Idle slots to all slots of a stage while tasks were pending. [derived]</summary>
    public static readonly Limit WaitShare = new("waitShare", 0.1);

    /// <summary>Shortest time from the first launch to the last in which slots can have waited, ms. [derived]</summary>
    public static readonly Limit MinWaitMs = new("minWaitMs", 2000);

    /// <summary>Median task of a host to that of the others. [derived]</summary>
    public static readonly Limit SlowRatio = new("slowRatio", 1.5);

    /// <summary>Chance that so few of all executors have the slow tasks of so many stages, above which it may be chance. [derived]</summary>
    public static readonly Limit MostChance = new("mostChance", 0.01, ThresholdUnit.Share);

    /// <summary>Stages in which a host is slow. [derived]</summary>
    public static readonly Limit SlowStages = new("slowStages", 3);

    /// <summary>Tasks of a host in these. [derived]</summary>
    public static readonly Limit SlowTasks = new("slowTasks", 20);

    /// <summary>Tasks from which dispatch can be what limits a stage. [derived]</summary>
    public static readonly Limit DispatchTasks = new("dispatchTasks", 1000);

    /// <summary>Scheduler delay to task time. [derived]</summary>
    public static readonly Limit DelayShare = new("delayShare", 0.2);

    /// <summary>Mean task from which dispatch cannot be what limits a stage, ms. [derived]</summary>
    public static readonly Limit ShortTaskMs = new("shortTaskMs", 1000);

    /// <summary>Speculative copies. [derived]</summary>
    public static readonly Limit Copies = new("copies", 3);

    /// <summary>Time of losing copies to task time of the application. [derived]</summary>
    public static readonly Limit CopyShare = new("copyShare", 0.03);

    /// <summary>Copies that ended first, below which speculation guesses badly. [derived]</summary>
    public static readonly Limit WinShare = new("winShare", 0.3);

    /// <summary>Stages with a straggler. [derived]</summary>
    public static readonly Limit StragglerStages = new("stragglerStages", 2);

    /// <summary>Pause between two writes that follow each other, ms. [derived]</summary>
    public static readonly Limit RowGapMs = new("rowGapMs", 1000);

    /// <summary>Busy slots to all slots while a write runs. [derived]</summary>
    public static readonly Limit BusyShare = new("busyShare", 0.5);

    /// <summary>What running writes at once would spare at most, to wall time. [derived]</summary>
    public static readonly Limit RowWallShare = new("rowWallShare", 0.2);

    /// <summary>Shortest write of a row, ms. [derived]</summary>
    public static readonly Limit RowJobMs = new("rowJobMs", 2000);

    /// <summary>Wait of a stage for its first slot, ms. [derived]</summary>
    public static readonly Limit StarvedMs = new("starvedMs", 30_000);

    /// <summary>Busy slots to all slots meanwhile. [derived]</summary>
    public static readonly Limit HeldShare = new("heldShare", 0.9);
}
