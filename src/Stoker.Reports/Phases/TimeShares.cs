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

    /// <summary>From this share on, a place stands for the driver's time.</summary>
    private const double MostOfDriver = 0.6;

    public required Milliseconds WallTime { get; init; }

    public required IReadOnlyList<Share> Wall { get; init; }

    public required Milliseconds CoreTime { get; init; }

    /// <summary>Phases, idle included.</summary>
    public required IReadOnlyList<Share> Core { get; init; }

    /// <summary>Core time in which task attempts ran: all but idle.</summary>
    public Milliseconds RunningTime => new(Core.Where(share => share.Name != Idle).Sum(share => share.Time.Value));

    /// <summary>Where in the application most of the driver's own time passed, in words; absent when it is spread.</summary>
    public string? DriverPlace { get; init; }

    public static TimeShares Of(TimeBreakdown breakdown) => Of(breakdown.ApplicationTime) with { DriverPlace = DriverPlaceOf(breakdown) };

    private static TimeShares Of(ScopeTime time) => new()
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

    /// <summary>The phases of core time.</summary>
    public static IEnumerable<Share> Phases(CoreSplit core) =>
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

    private static string? DriverPlaceOf(TimeBreakdown breakdown)
    {
        var all = breakdown.ApplicationTime.Wall.DriverOnly.Value;
        (CriticalCause Cause, string Words)[] places =
        [
            (CriticalCause.DriverBeforeFirstJob, "before the first job"),
            (CriticalCause.DriverBetweenJobs, "between jobs"),
            (CriticalCause.DriverInJob, "in jobs, between their stages"),
            (CriticalCause.DriverAfterLastJob, "after the last job"),
        ];
        return places.Where(place => breakdown.CriticalPath.TimeOf(place.Cause).Value > MostOfDriver * all).Select(place => place.Words).FirstOrDefault();
    }
}
