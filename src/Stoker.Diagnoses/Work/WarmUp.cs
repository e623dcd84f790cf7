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

    /// <summary>Whether a task is of a first wave.</summary>
    public bool Contains(StageWork stage, int row) => _rows[stage.Index] is { } rows && rows.Contains(row) && stage.Stage.Tasks.Duration(row).Value <= LongestMs;

    private void Take(StageWork stage, Dictionary<string, int> slots)
    {
        var tasks = stage.Stage.Tasks;
        bool[] isNew = [.. tasks.ExecutorNames.Select(slots.ContainsKey)];
        List<(long Task, int Row)> candidates = [];
        for (var row = 0; row < tasks.Count; row++)
        {
            if (isNew[tasks.ExecutorIndex(row)])
            {
                candidates.Add((tasks.TaskId(row).Value, row));
            }
        }

        candidates.Sort();
        foreach (var (_, row) in candidates)
        {
            var executor = tasks.ExecutorId(row);
            if (!slots.TryGetValue(executor, out var left))
            {
                continue;
            }

            (_rows[stage.Index] ??= []).Add(row);
            if (left > 1)
            {
                slots[executor] = left - 1;
            }
            else
            {
                slots.Remove(executor);
            }
        }
    }
}
