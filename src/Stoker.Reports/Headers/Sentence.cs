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

    public static string Of(TimeShares time, CostRanking ranking)
    {
        if (ranking.Stages.Count == 0)
        {
            return $"No task ran in the {Quantity.Duration(time.WallTime)} of this application.";
        }

        var parts = Largest(time.Wall, time.WallTime.Value).Select((share, index) => $"{Quantity.Share(share.Time.Value, time.WallTime.Value)} {(index == 0 ? "passed " : "")}{PhraseOf(share.Name, time)}");
        return $"Of {Quantity.Duration(time.WallTime)}, {string.Join(" and ", parts).TrimEnd(',')}{TaskClause(time)}{StageClause(ranking)}.";
    }

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
            .Select(share => $"{(share.IsBound ? "at most " : "")}{Quantity.Share(share.Time.Value, running)} in {share.Name}").ToList();
        return phases.Count == 0 ? "" : "; of the time in tasks, " + string.Join(" and ", phases);
    }

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
        var name = work.Length > 0 ? $" ({CellWidth.Cut(work, LongestName, "...")})" : "";
        return $"; stage {top.Stage.Id}{name} alone took {Quantity.Share(top.TaskTime.Value, ranking.TaskTime.Value)} of it";
    }

    private static IEnumerable<Share> Largest(IEnumerable<Share> shares, long whole)
    {
        var ordered = shares.OrderByDescending(share => share.Time.Value).Take(2).Where(share => share.Time.Value > 0).ToList();
        return ordered.Count == 2 && ordered[1].Time.Value < WorthSaying * whole ? ordered.Take(1) : ordered;
    }
}
