using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;
using Stoker.Reports.Costs;
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

    /// <summary>Rows that tell less of the path than this are put together by larger kinds.</summary>
    private const double ToldShare = 0.7;

    public static Table? Of(Application application, CriticalPath path)
    {
        var whole = path.Total.Value;
        var table = new Table(
            new Column("critical path") { IsText = true },
            new Column("wall"),
            new Column("share"),
            new Column("of which") { IsText = true, Rank = 1 });
        var (groups, shown) = Told(application, path, whole);
        foreach (var group in shown)
        {
            table.Add(Name(group), Duration(group.Time), Quantity.Share(group.Time, whole), Detail(application, group.Longest));
        }

        var rest = whole - shown.Sum(group => group.Time);
        if (rest >= LeastShare * whole && shown.Count > 0)
        {
            table.Add($"{Quantity.Count(groups - shown.Count)} others", Duration(rest), Quantity.Share(rest, whole), "");
        }

        return table.Rows.Count > 0 ? table : null;
    }

    /// <summary>Stretches by stage; where that leaves most of the path to others, by the place of the program that stages come from, or else by cause alone.</summary>
    private static (int Count, List<PathGroup> Shown) Told(Application application, CriticalPath path, long whole)
    {
        var names = new Dictionary<StageAttemptId, string>();
        Func<CriticalSegment, string>[] keys = [segment => $"{segment.Stage}", segment => NameOf(segment.Stage), _ => ""];
        (int Count, List<PathGroup> Shown) told = default;
        foreach (var key in keys)
        {
            var groups = path.Segments
                .GroupBy(segment => (segment.Cause, Key: segment.Stage is null ? "" : key(segment)))
                .Select(group => new PathGroup(
                    group.Key.Cause,
                    group.First().Stage,
                    ReferenceEquals(key, keys[1]) ? group.Key.Key : "",
                    group.Select(segment => segment.Stage).Distinct().Count(),
                    group.Sum(segment => segment.Duration.Value),
                    group.MaxBy(segment => segment.Duration.Value)!))
                .OrderByDescending(group => group.Time)
                .ToList();
            told = (groups.Count, [.. groups.Where(group => group.Time >= LeastShare * whole).Take(MostRows)]);
            if (told.Shown.Sum(group => group.Time) >= ToldShare * whole)
            {
                break;
            }
        }

        return told;

        string NameOf(StageAttemptId? id) => id is not { } known ? ""
            : names.TryGetValue(known, out var name) ? name
            : names[known] = application.FindStage(known) is { } stage ? PlaceOf(application, stage) : "";
    }

    /// <summary>The call site of a stage; where that is one of Spark's own threads, what its query was called for.</summary>
    private static string PlaceOf(Application application, StageAttempt stage) =>
        CallSite.Shorten(stage.Name) is { Length: > 0 } ? stage.Name
        : stage.Jobs.Count > 0 && application.FindJob(stage.Jobs[0])?.Execution is { } id && application.FindSqlExecution(id) is { } execution ? execution.Description
        : "";

    private static string Duration(long milliseconds) => Quantity.Duration(new Milliseconds(milliseconds));

    private static string Name(PathGroup group) => group.Cause switch
    {
        CriticalCause.DriverBeforeFirstJob => "driver before the first job",
        CriticalCause.DriverBetweenJobs => "driver between jobs",
        CriticalCause.DriverInJob => "driver inside jobs",
        CriticalCause.DriverAfterLastJob => "driver after the last job",
        CriticalCause.WaitingForExecutors => $"{Stages(group)}: no executor there",
        CriticalCause.WaitingForLaunch => $"{Stages(group)}: tasks wait for launch",
        CriticalCause.StageWork => $"{Stages(group)}: all slots at work",
        _ => $"{Stages(group)}: {(group.StageCount == 1 ? "its last task" : "their last tasks")}",
    };

    private static string Stages(PathGroup group) => group.StageCount == 1 ? $"stage {group.Stage}"
        : group.StageName.Length == 0 ? Quantity.Count(group.StageCount, "stage")
        : $"{Quantity.Count(group.StageCount, "stage")} of {CallSite.Shorten(group.StageName)}";

    /// <summary>For a last task, which it was and what it did most; for the driver between jobs, the longest gap.</summary>
    private static string Detail(Application application, CriticalSegment longest)
    {
        if (longest is { TaskPhases: { } phases, Task: { } task, Stage: { } id, TaskRow: { } row } && application.FindStage(id) is { } stage)
        {
            var most = TimeShares.Phases(phases).Where(share => share.Name != TimeShares.Idle).MaxBy(share => share.Time.Value);
            var what = most is { Time.Value: > 0 } ? $", {(most.IsBound ? "at most " : "")}{Quantity.Duration(most.Time)} {most.Name}" : "";
            return $"task {task} on {(stage.Tasks.ExecutorId(row) is "driver" ? "the driver" : "executor " + stage.Tasks.ExecutorId(row))}{what}";
        }

        return longest.Cause == CriticalCause.DriverBetweenJobs ? $"the longest gap {Quantity.Duration(longest.Duration)}" : "";
    }

    /// <summary>Stretches of the path that are told together.</summary>
    private sealed record PathGroup(CriticalCause Cause, StageAttemptId? Stage, string StageName, int StageCount, long Time, CriticalSegment Longest);
}
