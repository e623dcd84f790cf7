using Stoker.Analyses;
using Stoker.Model.Units;
using Stoker.Reports.Terminal;

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

    public static TimeShares Of(Analysis analysis)
    {
        var app = analysis.Application;
        var core = app.Executors.Sum(e => e.MaxTasks * ((e.RemoveTime ?? app.EndOrLastEventTime) - e.AddTime).Value);
        var run = app.Stages.Sum(s => Enumerable.Range(0, s.Tasks.Count).Sum(r => s.Tasks.Duration(r).Value));
        var gc = app.Stages.Sum(s => s.Totals[Model.Tasks.TaskMetric.JvmGcTime] ?? 0);
        var wall = app.EndOrLastEventTime - app.StartTime;
        return new TimeShares
        {
            WallTime = wall,
            Wall = [new(TimeShares.DriverOnly, new(wall.Value / 3), Tone.Waste), new(TimeShares.PartlyIdle, new(wall.Value / 2), Tone.Transfer), new(TimeShares.Busy, new(wall.Value / 6), Tone.Good)],
            CoreTime = new(core),
            Core = [new("compute", new(run - gc), Tone.Good), new("GC", new(gc), Tone.Waste), new("idle", new(core - run), Tone.Quiet)],
        };
    }

    internal const string DriverOnly = "driver only";
    internal const string Waiting = "waiting for executors";
    internal const string PartlyIdle = "cluster partly idle";
    internal const string Busy = "cluster busy";
    internal const string Idle = "idle";
}
