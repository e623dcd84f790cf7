using System.Buffers;
using Stoker.Diagnoses.Work;
using Stoker.Model.Stages;

namespace Stoker.Diagnoses.Failures;

/// <summary>
/// What was done for the second time since its output was lost: tasks of a later attempt of a stage whose partition an earlier one had done. What an earlier attempt never
/// came to, or failed at, is the stage's own work, whichever attempt does it.
/// </summary>
internal static class RepeatedWork
{
    /// <summary>Stage attempts with what they did again, in the order of the stages.</summary>
    public static IReadOnlyList<(StageWork Stage, VainWork Again)> Of(Inspection inspection)
    {
        var afterSkip = RunAfterTheirReaders(inspection);
        List<(StageWork Stage, VainWork Again)> found = [];
        foreach (var attempts in inspection.Stages.Where(stage => stage.Stage.Id.Attempt > 0 || afterSkip.Contains(stage.Stage.Id.Stage)).Select(stage => stage.Stage.Id.Stage).Distinct().Select(inspection.AttemptsOf))
        {
            found.AddRange(OfAttempts(inspection, [.. attempts.OrderBy(stage => stage.Stage.Id.Attempt)], afterSkip));
        }

        return [.. found.Where(each => each.Again.CoreMs > 0).OrderBy(each => each.Stage.Index)];
    }

    /// <summary>
    /// Stages that Spark had skipped, since an earlier job had left their output, and that ran behind stages that read it. Before Spark 4 such a run is attempt 0.
    /// </summary>
    private static HashSet<StageId> RunAfterTheirReaders(Inspection inspection)
    {
        var parents = inspection.Application.Stages.GroupBy(stage => stage.Id.Stage).ToDictionary(group => group.Key, group => group.First().Parents);
        HashSet<StageId> found = [];
        foreach (var reader in AttemptFailure.Of(inspection).Where(attempt => attempt.Failure.FetchFailure is not null).Select(attempt => attempt.Stage).DistinctBy(stage => stage.Stage.Id.Stage))
        {
            var since = inspection.AttemptsOf(reader.Stage.Id.Stage).Min(attempt => attempt.StartMs);
            var (open, seen) = (new Stack<StageId>(parents.GetValueOrDefault(reader.Stage.Id.Stage) ?? []), new HashSet<StageId>());
            while (open.TryPop(out var parent))
            {
                if (!seen.Add(parent))
                {
                    continue;
                }

                if (inspection.AttemptsOf(parent) is [var first, ..] && first.StartMs > since)
                {
                    found.Add(parent);
                }

                foreach (var above in parents.GetValueOrDefault(parent) ?? [])
                {
                    open.Push(above);
                }
            }
        }

        return found;
    }

    private static IEnumerable<(StageWork Stage, VainWork Again)> OfAttempts(Inspection inspection, List<StageWork> attempts, HashSet<StageId> afterSkip)
    {
        // A stage whose first run is not its first attempt had been skipped: all of its output was there.
        var first = attempts[0].Stage;
        var wasThere = first.Id.Attempt > 0 || afterSkip.Contains(first.Id.Stage);
        var (done, count) = (new HashSet<int>(), 0);
        foreach (var stage in attempts)
        {
            var (tasks, rows) = (stage.Stage.Tasks, UsedRows(stage));
            if (wasThere || rows.TrueForAll(row => tasks.PartitionId(row) is not null))
            {
                yield return (stage, VainWork.Of(inspection, tasks, rows.Where(row => wasThere || done.Contains(tasks.PartitionId(row).GetValueOrDefault()))));
                done.UnionWith(rows.Select(row => tasks.PartitionId(row) ?? tasks.Index(row)));
                count = done.Count;
                continue;
            }

            // Before Spark 3.3 only the number of partitions is known that no attempt had done.
            var fresh = Math.Min(rows.Count, Math.Max(0, first.TaskCount - count));
            yield return (stage, VainWork.Of(inspection, tasks, rows).Part((rows.Count - fresh) / (double)rows.Count));
            count += fresh;
        }
    }

    private static List<int> UsedRows(StageWork stage)
    {
        var count = stage.Stage.Tasks.Count;
        var used = ArrayPool<bool>.Shared.Rent(count);
        TaskUse.Mark(stage.Stage, used);
        List<int> rows = [.. Enumerable.Range(0, count).Where(row => used[row])];
        ArrayPool<bool>.Shared.Return(used);
        return rows;
    }
}
