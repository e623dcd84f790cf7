using Stoker.Model;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>
/// How long each task attempt held its slot, and which attempts were the first on theirs. Spark gives a core away when the status update arrives, and
/// stamps the finish later (TaskResultGetter, TaskSetManager.handleSuccessfulTask): so a hold ends at the next launch on its lane, if that is before
/// its own finish. Lanes are kept to the executor's slots.
/// </summary>
internal sealed class HeldSlots
{
    private readonly Dictionary<int, (float[] HeldMs, bool[] IsFirst, bool[] Opens)> _stages = [];

    public HeldSlots(Application application)
    {
        SlotCount = application.Executors.Where(executor => executor.MaxTasks > 0).Sum(executor => executor.MaxTasks);
        var attempts = new Dictionary<string, List<Attempt>>(StringComparer.Ordinal);
        for (var stage = 0; stage < application.Stages.Count; stage++)
        {
            var tasks = application.Stages[stage].Tasks;
            if (tasks.Count == 0)
            {
                continue;
            }

            _stages.Add(stage, (new float[tasks.Count], new bool[tasks.Count], new bool[tasks.Count]));
            var lists = new List<Attempt>?[tasks.ExecutorNames.Count];
            for (var row = 0; row < tasks.Count; row++)
            {
                var index = tasks.ExecutorIndex(row);
                var list = lists[index] ??= ListOf(attempts, tasks.ExecutorNames[index]);
                var launch = tasks.LaunchTime(row).EpochMilliseconds;
                list.Add(new Attempt(launch, launch + Math.Max(0, tasks.Duration(row).Value), stage, row));
            }
        }

        // Executors have no row in common: the order in which they are looked at changes nothing.
        Parallel.ForEach(attempts, each => Cut(application, each.Value, SlotsOf(application, each.Key, each.Value)));
    }

    /// <summary>Slots of all executors that the log has, those among them that came in place of others.</summary>
    public int SlotCount { get; }

    /// <summary>Milliseconds for which each row of a stage's tasks held a slot.</summary>
    public float[] HeldMs(int stage) => _stages.TryGetValue(stage, out var found) ? found.HeldMs : [];

    /// <summary>Rows that were the first use of a slot.</summary>
    public bool[] IsFirst(int stage) => _stages.TryGetValue(stage, out var found) ? found.IsFirst : [];

    /// <summary>Rows that were among the first of their stage on an executor, as many as it has slots: they meet code that no task has run before.</summary>
    public bool[] Opens(int stage) => _stages.TryGetValue(stage, out var found) ? found.Opens : [];

    private static List<Attempt> ListOf(Dictionary<string, List<Attempt>> attempts, string executor)
    {
        if (!attempts.TryGetValue(executor, out var list))
        {
            attempts.Add(executor, list = []);
        }

        return list;
    }

    /// <summary>Slots that the executor told; where it told none, the most attempts at once.</summary>
    private static int SlotsOf(Application application, string executor, List<Attempt> attempts)
    {
        var told = application.Executors.Where(life => life.Id == executor).Select(life => life.MaxTasks).DefaultIfEmpty(0).Max();
        if (told > 0)
        {
            return told;
        }

        var changes = attempts.Select(attempt => (attempt.Launch, 1)).Concat(attempts.Select(attempt => (attempt.Finish, -1))).Order().ToList();
        var (running, most) = (0, 1);
        foreach (var (_, change) in changes)
        {
            running += change;
            most = Math.Max(most, running);
        }

        return most;
    }

    private void Cut(Application application, List<Attempt> attempts, int slots)
    {
        attempts.Sort();
        var lanes = new PriorityQueue<Attempt, long>();
        var used = 0;
        var launched = new Dictionary<int, int>();
        foreach (var attempt in attempts)
        {
            var held = _stages[attempt.Stage];
            var before = launched.GetValueOrDefault(attempt.Stage);
            held.Opens[attempt.Row] = before < slots;
            launched[attempt.Stage] = before + 1;
            held.HeldMs[attempt.Row] = attempt.Finish - attempt.Launch;
            if (lanes.TryPeek(out var earliest, out var free) && (free <= attempt.Launch || used >= slots))
            {
                lanes.Dequeue();
                if (free > attempt.Launch)
                {
                    _stages[earliest.Stage].HeldMs[earliest.Row] = Math.Max(attempt.Launch - earliest.Launch, LeastMs(application.Stages[earliest.Stage].Tasks, earliest.Row));
                }
            }
            else
            {
                held.IsFirst[attempt.Row] = true;
                used++;
            }

            lanes.Enqueue(attempt, attempt.Finish);
        }
    }

    /// <summary>The executor's own clock says that it took no less.</summary>
    private static long LeastMs(TaskTable tasks, int row) => !tasks.HasMetrics(row) ? 0 : Math.Min(
        tasks.Duration(row).Value,
        Metric(tasks, TaskMetric.ExecutorDeserializeTime, row) + Metric(tasks, TaskMetric.ExecutorRunTime, row) + Metric(tasks, TaskMetric.ResultSerializationTime, row));

    private static long Metric(TaskTable tasks, TaskMetric metric, int row) => tasks.Metric(metric) is { } column ? column[row] : 0;

    private readonly record struct Attempt(long Launch, long Finish, int Stage, int Row) : IComparable<Attempt>
    {
        public int CompareTo(Attempt other)
        {
            var order = Launch.CompareTo(other.Launch);
            order = order != 0 ? order : Stage.CompareTo(other.Stage);
            return order != 0 ? order : Row.CompareTo(other.Row);
        }
    }
}
