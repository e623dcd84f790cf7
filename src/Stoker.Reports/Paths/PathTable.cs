using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;
using Stoker.Reports.Phases;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Paths;

/// <summary>The critical path as a table: its stretches put together by cause and stage, the largest first.</summary>
internal static class PathTable
{
    /// <summary>More rows than this are for machines: the JSON has the stretches one by one.</summary>
    private const int MostRows = 5;

    /// <summary>What is shorter than this share of the whole changes nothing.</summary>
    private const double LeastShare = 0.03;

    public static Table? Of(Application application, CriticalPath path)
    {
        var whole = path.Total.Value;
        var groups = path.Segments
            .GroupBy(segment => (segment.Cause, segment.Stage))
            .Select(group => (group.Key.Cause, group.Key.Stage, Time: group.Sum(segment => segment.Duration.Value), Longest: group.MaxBy(segment => segment.Duration.Value)!))
            .OrderByDescending(group => group.Time)
            .ToList();
        var table = new Table(
            new Column("critical path") { IsText = true },
            new Column("wall"),
            new Column("share"),
            new Column("of which") { IsText = true, Rank = 1 });
        var shown = groups.Where(group => group.Time >= LeastShare * whole).Take(MostRows).ToList();
        foreach (var group in shown)
        {
            table.Add(Name(group.Cause, group.Stage), Duration(group.Time), Quantity.Share(group.Time, whole), Detail(application, group.Longest));
        }

        var rest = whole - shown.Sum(group => group.Time);
        if (rest >= LeastShare * whole && shown.Count > 0)
        {
            table.Add($"{Quantity.Count(groups.Count - shown.Count)} others", Duration(rest), Quantity.Share(rest, whole), "");
        }

        return table.Rows.Count > 0 ? table : null;
    }

    private static string Duration(long milliseconds) => Quantity.Duration(new Milliseconds(milliseconds));

    private static string Name(CriticalCause cause, StageAttemptId? stage) => cause switch
    {
        CriticalCause.DriverBeforeFirstJob => "driver before the first job",
        CriticalCause.DriverBetweenJobs => "driver between jobs",
        CriticalCause.DriverInJob => "driver inside jobs",
        CriticalCause.DriverAfterLastJob => "driver after the last job",
        CriticalCause.WaitingForExecutors => $"stage {stage}: no executor there",
        CriticalCause.WaitingForLaunch => $"stage {stage}: tasks wait for launch",
        CriticalCause.StageWork => $"stage {stage}: all slots at work",
        _ => $"stage {stage}: its last task",
    };

    /// <summary>For a last task, which it was and what it did most; for the driver between jobs, the longest gap.</summary>
    private static string Detail(Application application, CriticalSegment longest)
    {
        if (longest is { TaskPhases: { } phases, Task: { } task, Stage: { } id, TaskRow: { } row } && application.FindStage(id) is { } stage)
        {
            var most = TimeShares.Phases(phases).Where(share => share.Name != TimeShares.Idle).MaxBy(share => share.Time.Value);
            var what = most is { Time.Value: > 0 } ? $"{(most.IsBound ? "at most " : "")}{Quantity.Duration(most.Time)} {most.Name}, " : "";
            return $"{what}task {task} on executor {stage.Tasks.ExecutorId(row)}";
        }

        return longest.Cause == CriticalCause.DriverBetweenJobs ? $"the longest gap {Quantity.Duration(longest.Duration)}" : "";
    }
}
