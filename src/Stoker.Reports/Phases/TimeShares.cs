using Stoker.Model.TimeSplit;
using Stoker.Model.Units;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Phases;

/// <summary>Where wall time and core time went, with the names that reports show.</summary>
internal sealed record TimeShares
{
    public const string DriverOnly = "driver only";
    public const string Waiting = "waiting for executors";
    public const string PartlyIdle = "cluster partly idle";
    public const string Busy = "cluster busy";
    public const string Idle = "idle";

    public required Milliseconds WallTime { get; init; }

    public required IReadOnlyList<Share> Wall { get; init; }

    public required Milliseconds CoreTime { get; init; }

    /// <summary>Phases, idle included.</summary>
    public required IReadOnlyList<Share> Core { get; init; }

    /// <summary>Core time in which task attempts ran: all but idle.</summary>
    public Milliseconds RunningTime => new(Core.Where(share => share.Name != Idle).Sum(share => share.Time.Value));

    public static TimeShares Of(ScopeTime time) => new()
    {
        WallTime = time.Wall.Total,
        Wall =
        [
            new(DriverOnly, time.Wall.DriverOnly, Tone.Waste),
            new(Waiting, time.Wall.WaitingForExecutors, Tone.Bad),
            new(PartlyIdle, time.Wall.PartlyIdle, Tone.Transfer),
            new(Busy, time.Wall.Busy, Tone.Good),
        ],
        CoreTime = time.Core.Total,
        Core = [.. Phases(time.Core)],
    };

    private static IEnumerable<Share> Phases(CoreSplit core) =>
    [
        new("compute", core.Compute, Tone.Good),
        new("Python", core.Python, Tone.Python) { IsBound = core.IsPythonBound },
        new("GC", core.GarbageCollection, Tone.Waste),
        new("shuffle read wait", core.ShuffleReadWait, Tone.Transfer),
        new("shuffle write", core.ShuffleWrite, Tone.Transfer),
        new("deserialization", core.Deserialization, Tone.Waste),
        new("scheduler delay", core.SchedulerDelay, Tone.Waste),
        new("result serialization", core.ResultSerialization, Tone.Transfer),
        new("getting results", core.GettingResult, Tone.Transfer),
        new("failed and killed attempts", core.FailedAttempts, Tone.Bad),
        new(Idle, core.Idle, Tone.Quiet),
    ];
}
