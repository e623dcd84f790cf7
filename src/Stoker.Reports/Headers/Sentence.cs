using Stoker.Model.Units;
using Stoker.Reports.Costs;
using Stoker.Reports.Phases;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Headers;

/// <summary>One sentence that says what the time went to.</summary>
internal static class Sentence
{
    /// <summary>A second part is worth words from this share on.</summary>
    private const double WorthSaying = 0.2;

    /// <summary>A stage that stands for this much of task time is worth naming.</summary>
    private const double WorthNaming = 0.3;

    /// <summary>In less task time than this, no stage is worth naming.</summary>
    private const long LeastTaskMs = 100;

    private const int LongestName = 48;

    /// <summary>Tasks that ran in less of the wall time than this are not what the time went to, whatever they did.</summary>
    private const double WorthSplitting = 0.1;

    public static string Of(TimeShares time, CostRanking ranking)
    {
        if (ranking.Stages.Count == 0)
        {
            return $"No task ran in the {Quantity.Duration(time.WallTime)} of this application.";
        }

        var parts = Largest(time.Wall, time.WallTime.Value).Select((share, index) => $"{Quantity.Share(share.Time.Value, time.WallTime.Value)} {(index == 0 ? "passed " : "")}{PhraseOf(share.Name, time)}");
        return $"Of {Quantity.Duration(time.WallTime)}, {string.Join(" and ", parts).TrimEnd(',')}{(WithTasks(time) is var wall && wall < WorthSplitting * time.WallTime.Value ? $"; tasks ran for {Quantity.Duration(new Milliseconds(wall))}" : TaskClause(time) + StageClause(ranking))}.";
    }

    /// <summary>Wall time in which a task ran, ms.</summary>
    private static long WithTasks(TimeShares time) => time.Wall.Where(share => share.Name is TimeShares.PartlyIdle or TimeShares.Busy).Sum(share => share.Time.Value);

    private static string PhraseOf(string part, TimeShares time) => part switch
    {
        TimeShares.DriverOnly => "with the driver alone" + (time.DriverPlace is { } place ? $", mostly {place}," : ""),
        TimeShares.Waiting => "waiting for executors",
        TimeShares.PartlyIdle => "with some slots idle",
        _ => "with all slots busy",
    };

    private static string TaskClause(TimeShares time)
    {
        var running = time.RunningTime.Value;
        var phases = Largest(time.Core.Where(share => share.Name != TimeShares.Idle), running)
            .Select(share => $"{(share.IsBound ? UpTo(share, running) : Quantity.Share(share.Time.Value, running))} in {share.Name}").ToList();
        return phases.Count == 0 ? "" : "; of the time in tasks, " + string.Join(" and ", phases);
    }

    /// <summary>A bound of all of it bounds nothing: then it is said that all may be.</summary>
    private static string UpTo(Share share, long running) => share.Time.Value > 0.995 * running ? "perhaps all" : $"at most {Quantity.Share(share.Time.Value, running)}";

    private static string StageClause(CostRanking ranking)
    {
        var top = ranking.Stages.Count == 0 ? null
            : ranking.Stages[0].TaskTime.Value >= WorthNaming * ranking.TaskTime.Value ? ranking.Stages[0] // Dearest by core time and wall time together, as in the table.
            : ranking.Stages.MaxBy(stage => stage.TaskTime.Value);
        if (top is null || ranking.Stages.Count < 2 || ranking.TaskTime.Value < LeastTaskMs || top.TaskTime.Value < WorthNaming * ranking.TaskTime.Value)
        {
            return "";
        }

        var work = StageWork.Of(top.Stage, top.Execution);
        var name = work.Length > 0 ? $" ({Shortened(work)})" : "";
        return $"; stage {top.Stage.Id}{name} alone took {Quantity.Share(top.TaskTime.Value, ranking.TaskTime.Value)} of it";
    }

    /// <summary>As many of the operators as fit: <c>Scan parquet > Filter > …</c>.</summary>
    private static string Shortened(string work)
    {
        const string Next = " > ";
        if (work.Length <= LongestName || !work.Contains(Next, StringComparison.Ordinal))
        {
            return CellWidth.Cut(work, LongestName, "…");
        }

        var end = work.LastIndexOf(Next, LongestName - 1, StringComparison.Ordinal);
        return end <= 0 ? CellWidth.Cut(work, LongestName, "…") : work[..(end + Next.Length)] + "…";
    }

    private static IEnumerable<Share> Largest(IEnumerable<Share> shares, long whole)
    {
        var ordered = shares.OrderByDescending(share => share.Time.Value).Take(2).Where(share => share.Time.Value > 0).ToList();
        return ordered.Count == 2 && ordered[1].Time.Value < WorthSaying * whole ? ordered.Take(1) : ordered;
    }
}
