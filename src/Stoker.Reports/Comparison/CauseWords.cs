using Stoker.Advice.Comparison;

namespace Stoker.Reports.Comparison;

/// <summary>What reports call the causes of a difference.</summary>
internal static class CauseWords
{
    /// <summary>In tables and sentences.</summary>
    public static string Of(DifferenceCause cause) => cause switch
    {
        DifferenceCause.OtherWork => "work that only one run did",
        DifferenceCause.OtherPlan => "another plan",
        DifferenceCause.Input => "input size",
        DifferenceCause.Partitions => "number of tasks",
        DifferenceCause.Slots => "number of slots",
        DifferenceCause.Skew => "skew (one long task)",
        DifferenceCause.Spill => "spill to disk",
        DifferenceCause.GarbageCollection => "garbage collection",
        DifferenceCause.Shuffle => "shuffle waits and writes",
        DifferenceCause.Failures => "failed and killed attempts",
        DifferenceCause.WaitingForExecutors => "waiting for executors",
        DifferenceCause.Scheduling => "launching and deserializing tasks",
        DifferenceCause.SlowHost => "a slow host",
        DifferenceCause.Pace => "pace of the same work",
        DifferenceCause.Startup => "driver before the first job",
        DifferenceCause.Driver => "driver between and in jobs",
        DifferenceCause.IdleSlots => "idle slots",
        DifferenceCause.Cache => "cache blocks made again",
        DifferenceCause.Overlap => "stages beside each other",
        DifferenceCause.CutShort => "after the end of a log",
        _ => "unexplained",
    };
}
