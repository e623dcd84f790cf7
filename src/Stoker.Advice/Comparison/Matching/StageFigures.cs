using Stoker.Model.TimeSplit;

namespace Stoker.Advice.Comparison.Matching;

/// <summary>The numbers of a stage that a comparison needs; times in ms, sizes of successful attempts only.</summary>
internal sealed record StageFigures
{
    /// <summary>Time of its own attempts by phase.</summary>
    public required CoreSplit Core { get; init; }

    /// <summary>Time on the critical path in which its tasks ran.</summary>
    public double PathWork { get; init; }

    /// <summary>Time on the critical path in which it had no executor.</summary>
    public double PathWaitingForExecutors { get; init; }

    /// <summary>Time on the critical path in which its tasks waited although slots were free.</summary>
    public double PathWaitingForLaunch { get; init; }

    /// <summary>Slots that were there while it lasted, on average.</summary>
    public double Slots { get; init; }

    /// <summary>Tasks of any stage that ran on a host at once while it lasted, on average.</summary>
    public double AtOnce { get; init; }

    /// <summary>Attempts that succeeded.</summary>
    public int Tasks { get; init; }

    /// <summary>Duration of the longest of them.</summary>
    public double LongestTask { get; init; }

    /// <summary>Mean of their durations.</summary>
    public double MeanTask { get; init; }

    /// <summary>Rows that they read from storage, caches and shuffles; absent when the log does not say.</summary>
    public double? Records { get; init; }

    /// <summary>Bytes that they read.</summary>
    public double? ReadBytes { get; init; }

    /// <summary>Files that its scans read (the plan's metric); absent when the log does not say.</summary>
    public double? Files { get; init; }

    /// <summary>Bytes that they wrote for shuffles.</summary>
    public double ShuffleWrittenBytes { get; init; }

    /// <summary>Bytes that they read from shuffles.</summary>
    public double ShuffleReadBytes { get; init; }

    /// <summary>Bytes that went to disk for want of memory.</summary>
    public double SpilledBytes { get; init; }

    /// <summary>Whether it may read a cache that an earlier stage filled.</summary>
    public bool ReadsCache { get; init; }

    /// <summary>Of a stage that may read a cache, tasks that read nothing: they made the rows again.</summary>
    public int CacheMisses { get; init; }

    /// <summary>Of a stage that may read a cache, records of its input: batches of blocks and, where a block is missing, rows of its source; absent when the log does not say.</summary>
    public double? CacheRecords { get; init; }

    /// <summary>Their CPU time in ms; absent when the log does not say.</summary>
    public double? Cpu { get; init; }

    /// <summary>Tasks and run time by host, for stages that ran on more than one.</summary>
    public IReadOnlyDictionary<string, HostShare> Hosts { get; init; } = new Dictionary<string, HostShare>();

    public double Running => Core.Running.Value;

    /// <summary>What grows with tasks: launching them, deserializing, results.</summary>
    public double Overhead => Core.SchedulerDelay.Value + Core.Deserialization.Value + Core.ResultSerialization.Value + Core.GettingResult.Value;

    /// <summary>Of <see cref="PathWork"/>, what its own tasks can account for: no more than all of them one after the other.</summary>
    public double PathOwn => Math.Min(PathWork, Running);

    /// <summary>Of <see cref="PathWork"/>, the rest: its tasks waited behind those of other stages.</summary>
    public double PathBehindOthers => PathWork - PathOwn;

    /// <summary>All its time on the critical path.</summary>
    public double Path => PathWork + PathWaitingForExecutors + PathWaitingForLaunch;
}
