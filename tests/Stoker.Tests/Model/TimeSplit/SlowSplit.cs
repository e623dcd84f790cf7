using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Tests.Model.TimeSplit;

/// <summary>
/// The split of a span by its definition in surface.md, one millisecond after the other: slow, and sharing no code with what it checks. For
/// applications whose executors all tell their slots.
/// </summary>
internal static class SlowSplit
{
    public static (long[] Wall, long Running, long Own, long Idle) Of(Application application, long from, long until, Func<StageAttempt, bool> isOwn)
    {
        var wall = new long[4];
        var (allRunning, own, idle) = (0L, 0L, 0L);
        for (var time = from; time < until; time++)
        {
            var slots = application.Executors
                .Where(executor => executor.AddTime.EpochMilliseconds <= time && time < (executor.RemoveTime?.EpochMilliseconds ?? long.MaxValue))
                .Sum(executor => executor.MaxTasks);
            var (running, waits) = (0, false);
            foreach (var stage in application.Stages)
            {
                var here = Enumerable.Range(0, stage.Tasks.Count).Count(row => Runs(application, stage, row, time));
                running += here;
                own += isOwn(stage) ? here : 0;
                waits |= Waits(application, stage, time);
            }

            allRunning += running;
            idle += Math.Max(0, slots - running);
            wall[running >= slots && running > 0 ? 3 : running > 0 ? 2 : !waits ? 0 : slots == 0 ? 1 : 2]++;
        }

        return (wall, allRunning, own, idle);
    }

    private static bool Runs(Application application, StageAttempt stage, int row, long time)
    {
        var launch = stage.Tasks.LaunchTime(row).EpochMilliseconds;
        var end = launch + stage.Tasks.Duration(row).Value;
        if (stage.Tasks.Status(row) == TaskAttemptStatus.Running)
        {
            var removed = application.Executors
                .Where(executor => executor.Id == stage.Tasks.ExecutorId(row) && executor.RemoveTime?.EpochMilliseconds >= launch)
                .Min(executor => executor.RemoveTime?.EpochMilliseconds);
            end = new[] { removed, stage.CompletionTime?.EpochMilliseconds, application.EndOrLastEventTime.EpochMilliseconds }.Min() ?? end;
        }

        return launch <= time && time < end;
    }

    /// <summary>From submission on, as long as a task has not been launched.</summary>
    private static bool Waits(Application application, StageAttempt stage, long time)
    {
        if (stage.SubmissionTime is not { } submitted || time < submitted.EpochMilliseconds)
        {
            return false;
        }

        var launched = Enumerable.Range(0, stage.Tasks.Count).Count(row => stage.Tasks.LaunchTime(row).EpochMilliseconds <= time);
        var jobEnd = application.FindJob(stage.Jobs[0])?.CompletionTime ?? application.EndOrLastEventTime;
        return stage.Tasks.Count >= stage.TaskCount ? launched < stage.Tasks.Count : time < (stage.CompletionTime ?? jobEnd).EpochMilliseconds;
    }
}
