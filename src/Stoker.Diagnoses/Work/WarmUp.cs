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

    private void TakeFirst(IEnumerable<StageWork> stages, SlotCurve curve)
    {
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var life in curve.Lives)
        {
            slots[life.Executor.Id] = slots.GetValueOrDefault(life.Executor.Id) + life.Slots;
        }

        foreach (var stage in stages.OrderBy(stage => stage.StartMs))
        {
            if (slots.Count == 0)
            {
                break;
            }

            Take(stage, slots);
        }
    }

    /// <summary>The tasks with the lowest ids on each executor that is new. One pass: of a million tasks some dozens are kept.</summary>
    private void Take(StageWork stage, Dictionary<string, int> slots)
    {
        var tasks = stage.Stage.Tasks;
        var first = new List<(long Task, int Row)>?[tasks.ExecutorNames.Count];
        for (var executor = 0; executor < first.Length; executor++)
        {
            first[executor] = slots.ContainsKey(tasks.ExecutorNames[executor]) ? [] : null;
        }

        for (var row = 0; row < tasks.Count; row++)
        {
            var executor = tasks.ExecutorIndex(row);
            if (first[executor] is { } kept)
            {
                Keep(kept, (tasks.TaskId(row).Value, row), slots[tasks.ExecutorNames[executor]]);
            }
        }

        for (var executor = 0; executor < first.Length; executor++)
        {
            if (first[executor] is not { Count: > 0 } kept)
            {
                continue;
            }

            var name = tasks.ExecutorNames[executor];
            (_rows[stage.Index] ??= []).UnionWith(kept.Select(task => task.Row));
            if (kept.Count < slots[name])
            {
                slots[name] -= kept.Count;
            }
            else
            {
                slots.Remove(name);
            }
        }
    }

    /// <summary>Keeps the lowest of some tasks, ascending.</summary>
    private static void Keep(List<(long Task, int Row)> lowest, (long Task, int Row) task, int most)
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
