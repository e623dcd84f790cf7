using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Work;

/// <summary>Which attempts gave a result that was used: the first success of each task whose output was not lost later, and what still runs.</summary>
internal static class TaskUse
{
    /// <summary>Sets an element for each row.</summary>
    public static void Mark(StageAttempt stage, Span<bool> used)
    {
        var tasks = stage.Tasks;
        HashSet<TaskId>? resubmitted = stage.Resubmissions.Count > 0 ? [.. stage.Resubmissions.Select(resubmission => resubmission.Task)] : null;
        var done = tasks.Count > stage.TaskCount ? new HashSet<int>() : null; // Only then a task has several attempts.
        for (var row = 0; row < tasks.Count; row++)
        {
            used[row] = tasks.Status(row) switch
            {
                TaskAttemptStatus.Running => true,
                TaskAttemptStatus.Success => (resubmitted is null || !resubmitted.Contains(tasks.TaskId(row))) && (done is null || done.Add(tasks.Index(row))),
                _ => false,
            };
        }
    }
}
