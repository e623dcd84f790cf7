using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Reports.Executors;
using Stoker.Reports.Html.Charts.Time;
using Stoker.Reports.Timelines;

namespace Stoker.Reports.Html.Executors;

/// <summary>Executors over time, in the order in which they came; where there are too many, some follow each other in one row.</summary>
internal static class ExecutorRows
{
    private const int MostRows = 60;

    /// <summary>Executors in a row.</summary>
    public static int GroupSize(Application application) => Math.Max(1, (int)Math.Ceiling(Ids(application).Count / (double)MostRows));

    /// <summary>A row for each executor that had slots or ran tasks, or for each group of them.</summary>
    public static IReadOnlyList<HeatRow> Of(Application application, int steps)
    {
        var ids = Ids(application);
        var size = GroupSize(application);
        var start = application.StartTime.EpochMilliseconds;
        var length = Math.Max(1, application.EndOrLastEventTime.EpochMilliseconds - start);
        var rowOf = ids.Select((lives, index) => (lives.Key, Row: index / size)).ToDictionary(pair => pair.Key, pair => pair.Row, StringComparer.Ordinal);
        var count = (ids.Count + size - 1) / size;
        var (busy, slots) = (Sums(count, start, length, steps), Sums(count, start, length, steps));
        AddTasks(application, rowOf, busy);
        foreach (var executor in ids.SelectMany(lives => lives))
        {
            slots[rowOf[executor.Id]].Add(executor.AddTime.EpochMilliseconds, executor.RemoveTime?.EpochMilliseconds ?? (start + length), Math.Max(executor.MaxTasks, executor.TotalCores));
        }

        return [.. Enumerable.Range(0, count).Select(row => Row([.. ids.Skip(row * size).Take(size)], busy[row].Means(), slots[row].Means(), start, length))];
    }

    private static List<IGrouping<string, Executor>> Ids(Application application) =>
        [.. application.Executors.Where(executor => !executor.IsDriver || executor.MaxTasks > 0 || executor.TotalTasks > 0).GroupBy(executor => executor.Id, StringComparer.Ordinal)];

    private static StepSums[] Sums(int count, long start, long length, int steps) => [.. Enumerable.Range(0, count).Select(_ => new StepSums(start, length, steps))];

    private static void AddTasks(Application application, Dictionary<string, int> rowOf, StepSums[] busy)
    {
        foreach (var tasks in application.Stages.Select(stage => stage.Tasks).Where(tasks => tasks.Count > 0))
        {
            var rows = tasks.ExecutorNames.Select(name => rowOf.GetValueOrDefault(name, -1)).ToArray();
            for (var task = 0; task < tasks.Count; task++)
            {
                if (rows[tasks.ExecutorIndex(task)] is >= 0 and var row)
                {
                    var launch = tasks.LaunchTime(task).EpochMilliseconds;
                    busy[row].Add(launch, launch + tasks.Duration(task).Value, 1);
                }
            }
        }
    }

    /// <summary>Where an executor does not tell its cores, the most that ran at once in a step stands for them.</summary>
    private static HeatRow Row(IReadOnlyList<IGrouping<string, Executor>> ids, double[] busy, double[] slots, long start, long length)
    {
        var most = Math.Max(1e-9, busy.Max());
        var isKnown = slots.Max() > 0;
        var shares = busy.Select((value, step) => value / (isKnown ? Math.Max(slots[step], 1e-9) : most)).Select(share => Math.Clamp(share, 0, 1)).ToArray();
        var lives = ids.SelectMany(id => id).ToList();
        return new HeatRow(
            ids.Count == 1 ? NameOf(ids[0].Key) : $"{ids[0].Key} to {ids[^1].Key}",
            [.. lives.Select(life => ((double)(life.AddTime.EpochMilliseconds - start), (double)((life.RemoveTime?.EpochMilliseconds ?? (start + length)) - start)))],
            shares,
            [.. lives.Where(life => life.RemoveTime is not null && !ExecutorRemarks.IsOrderlyRemoval(life.RemoveReason)).Select(life => (double)(life.RemoveTime!.Value.EpochMilliseconds - start))]);
    }

    private static string NameOf(string id) => id == "driver" ? id : "executor " + id;
}
