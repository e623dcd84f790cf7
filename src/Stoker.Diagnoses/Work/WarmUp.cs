using Stoker.Diagnoses.Ledger;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Work;

/// <summary>
/// Tasks of the first wave on an executor: JIT, class loading and forking Python make them two to ten times slower (trap T02). A task longer than
/// twenty seconds is slow for another reason.
/// </summary>
internal sealed class WarmUp
{
    private const long LongestMs = 20_000;
    private readonly HashSet<TaskId> _tasks = [];

    public WarmUp(IReadOnlyList<StageWork> stages, SlotCurve curve)
    {
        TakeFirst(stages, curve);

        // The first tasks with Python wait for its workers to start and import, however long the executor has run by then.
        TakeFirst(stages.Where(stage => stage.HasPythonRdd || stage.PythonMs > 0), curve);
    }

    /// <summary>Whether a task is of a first wave.</summary>
    public bool Contains(StageWork stage, int row) => _tasks.Contains(stage.Stage.Tasks.TaskId(row)) && stage.Stage.Tasks.Duration(row).Value <= LongestMs;

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

    private void Take(StageWork stage, Dictionary<string, int> slots)
    {
        var tasks = stage.Stage.Tasks;
        var rows = new int[tasks.Count];
        var launches = new long[tasks.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            (rows[row], launches[row]) = (row, tasks.TaskId(row).Value);
        }

        Array.Sort(launches, rows);
        foreach (var row in rows)
        {
            var executor = tasks.ExecutorId(row);
            if (!slots.TryGetValue(executor, out var left))
            {
                continue;
            }

            _tasks.Add(tasks.TaskId(row));
            if (left > 1)
            {
                slots[executor] = left - 1;
            }
            else if (slots.Remove(executor) && slots.Count == 0)
            {
                return;
            }
        }
    }
}
