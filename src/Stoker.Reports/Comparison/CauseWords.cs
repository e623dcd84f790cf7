using Stoker.Advice.Comparison;

namespace Stoker.Reports.Comparison;

/// <summary>What reports call the causes of a difference.</summary>
internal static class CauseWords
{
    /// <summary>In tables and sentences, with the way in which B differs as far as the evidence tells it.</summary>
    public static string Of(CauseEffect effect, RunComparison comparison) => effect.Cause switch
    {
        DifferenceCause.Slots => OfSlots(effect, comparison),
        DifferenceCause.Partitions => Way(effect, QuantityName.Tasks) is { } way ? $"{way} tasks" : Of(effect.Cause),
        DifferenceCause.Files => Way(effect, QuantityName.FilesRead) is { } way ? $"{way} files" : Of(effect.Cause),
        DifferenceCause.Input => (Way(effect, QuantityName.RowsRead) ?? Way(effect, QuantityName.BytesRead)) is { } way ? $"{(way == "fewer" ? "less" : way)} input" : Of(effect.Cause),
        DifferenceCause.OtherWork => Find(effect, QuantityName.Queries) switch
        {
            { Before: > 0, After: 0 } => "work that only A did",
            { Before: 0, After: > 0 } => "work that only B did",
            _ => Of(effect.Cause),
        },
        _ => Of(effect.Cause),
    };

    /// <summary>Whatever its way, as for a stage of which no numbers are shown.</summary>
    public static string Of(DifferenceCause cause) => cause switch
    {
        DifferenceCause.OtherWork => "work that only one run did",
        DifferenceCause.OtherPlan => "another plan",
        DifferenceCause.Input => "input size",
        DifferenceCause.Partitions => "number of tasks",
        DifferenceCause.Files => "number of files",
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
        DifferenceCause.OtherCode => "other code of the program",
        DifferenceCause.CutShort => "after the end of a log",
        _ => "unexplained",
    };

    /// <summary>Executors where the run had more or fewer of them; else the slots that the stages had, which executors that left take away too.</summary>
    private static string OfSlots(CauseEffect effect, RunComparison comparison) =>
        ClusterWords.Of(comparison) ?? (Way(effect, QuantityName.Slots) is { } way ? $"{way} slots" : Of(effect.Cause));

    private static string? Way(CauseEffect effect, QuantityName name) => Find(effect, name) is { } quantity ? quantity.After < quantity.Before ? "fewer" : "more" : null;

    private static ComparedQuantity? Find(CauseEffect effect, QuantityName name) => effect.Evidence.FirstOrDefault(quantity => quantity.Name == name);
}
