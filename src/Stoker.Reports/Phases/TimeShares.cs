using Stoker.Model.Units;

namespace Stoker.Reports.Phases;

/// <summary>Where wall time and core time of an application went, with the names that reports show. Parts that are nothing are left out.</summary>
internal sealed record TimeShares
{
    public required Milliseconds WallTime { get; init; }

    public required IReadOnlyList<Share> Wall { get; init; }

    public required Milliseconds CoreTime { get; init; }

    /// <summary>Phases, idle included.</summary>
    public required IReadOnlyList<Share> Core { get; init; }

    /// <summary>Core time in which task attempts ran: all but idle.</summary>
    public Milliseconds RunningTime => new(Core.Where(share => share.Name != Idle).Sum(share => share.Time.Value));

    internal const string DriverOnly = "driver only";
    internal const string Waiting = "waiting for executors";
    internal const string PartlyIdle = "cluster partly idle";
    internal const string Busy = "cluster busy";
    internal const string Idle = "idle";
}
