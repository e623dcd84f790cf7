using Stoker.Diagnoses.Ledger;

namespace Stoker.Diagnoses.Work;

/// <summary>
/// Tasks of the first wave on an executor: JIT, class loading and forking Python make them two to ten times slower (trap T02). A task longer than
/// twenty seconds is slow for another reason. Immutable once made.
/// </summary>
internal sealed class WarmUp
{
    private const long LongestMs = 20_000;

    /// <summary>By position of the stage: its rows of first waves; absent where there are none.</summary>
    private readonly HashSet<int>?[] _rows;

    public WarmUp(IReadOnlyList<StageWork> stages, SlotCurve curve)
    {
        _rows = new HashSet<int>?[stages.Count];
        TakeFirst(stages, curve);

        // The first tasks with Python wait for its workers to start and import, however long the executor has run by then.
        TakeFirst(stages.Where(stage => stage.HasPythonRdd || stage.PythonMs > 0), curve);
    }

    /// <summary>Whether a task is of a first wave.</summary>
    public bool Contains(StageWork stage, int row) => _rows[stage.Index] is { } rows && rows.Contains(row) && stage.Stage.Tasks.Duration(row).Value <= LongestMs;

    /// <summary>What the tasks of first waves of a stage took, ms.</summary>
    public long MillisecondsOf(StageWork stage) =>
        (_rows[stage.Index] ?? []).Select(row => stage.Stage.Tasks.Duration(row).Value).Where(duration => duration <= LongestMs).Sum();

    private void TakeFirst(IEnumerable<StageWork> stages, SlotCurve curve)
    {
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var life in curve.Lives)
        {
            slots[life.Executor.Id] = slots.GetValueOrDefault(life.Executor.Id) + life.Slots;
        }

        FirstTasks? first = null;
        foreach (var stage in stages.OrderBy(stage => stage.StartMs))
        {
            // All tables share their names.
            first ??= new FirstTasks([.. stage.Stage.Tasks.ExecutorNames.Select(name => slots.GetValueOrDefault(name))]);
            if (first.IsDone)
            {
                break;
            }

            if (first.Of(stage) is { Count: > 0 } rows)
            {
                (_rows[stage.Index] ??= []).UnionWith(rows);
            }
        }
    }

    /// <summary>The tasks with the lowest ids on each executor that is new.</summary>
    /// <param name="left">By position of the executor: first tasks of it that are still to come.</param>
    private sealed class FirstTasks(int[] left)
    {
        private readonly List<(long Task, int Row)>?[] _kept = new List<(long Task, int Row)>?[left.Length];
        private readonly List<int> _met = [];
        private int _open = left.Count(slots => slots > 0);

        /// <summary>Whether all executors have had theirs.</summary>
        public bool IsDone => _open == 0;

        /// <summary>Rows of a stage. One pass: of a million tasks some dozens are kept.</summary>
        public List<int> Of(StageWork stage)
        {
            var tasks = stage.Stage.Tasks;
            for (var row = 0; row < tasks.Count; row++)
            {
                var executor = tasks.ExecutorIndex(row);
                if (left[executor] > 0)
                {
                    Keep(executor, (tasks.TaskId(row).Value, row));
                }
            }

            List<int> rows = [];
            foreach (var executor in _met)
            {
                var kept = _kept[executor]!; // Met, so there is a list.
                rows.AddRange(kept.Select(task => task.Row));
                left[executor] -= kept.Count;
                _open -= left[executor] == 0 ? 1 : 0;
                _kept[executor] = null;
            }

            _met.Clear();
            return rows;
        }

        private void Keep(int executor, (long Task, int Row) task)
        {
            if (_kept[executor] is not { } lowest)
            {
                _kept[executor] = lowest = [];
                _met.Add(executor);
            }

            KeepLowest(lowest, task, left[executor]);
        }
    }

    /// <summary>Keeps the lowest of some tasks, ascending.</summary>
    private static void KeepLowest(List<(long Task, int Row)> lowest, (long Task, int Row) task, int most)
    {
        if (lowest.Count == most && lowest[^1].CompareTo(task) < 0)
        {
            return;
        }

        lowest.Insert(~lowest.BinarySearch(task), task);
        if (lowest.Count > most)
        {
            lowest.RemoveAt(most);
        }
    }
}
