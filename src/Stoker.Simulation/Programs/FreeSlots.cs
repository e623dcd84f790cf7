using Stoker.Model;

namespace Stoker.Simulation.Programs;

/// <summary>How many slots were free at a time of the run.</summary>
internal sealed class FreeSlots
{
    private readonly long[] _launches;
    private readonly long[] _finishes;
    private readonly (long From, long Until, int Slots)[] _executors;

    public FreeSlots(Application application)
    {
        var count = application.TaskAttemptCount;
        (_launches, _finishes) = (new long[count], new long[count]);
        var at = 0;
        foreach (var stage in application.Stages)
        {
            for (var row = 0; row < stage.Tasks.Count; row++, at++)
            {
                _launches[at] = stage.Tasks.LaunchTime(row).EpochMilliseconds;
                _finishes[at] = _launches[at] + Math.Max(0, stage.Tasks.Duration(row).Value);
            }
        }

        Array.Sort(_launches);
        Array.Sort(_finishes);
        _executors = [.. application.Executors.Where(executor => executor.MaxTasks > 0)
            .Select(executor => (executor.AddTime.EpochMilliseconds, executor.RemoveTime?.EpochMilliseconds ?? long.MaxValue, executor.MaxTasks))];
    }

    /// <summary>Slots there less tasks that run, just before a time; negative where finishes are stamped late.</summary>
    public int Before(long time)
    {
        var there = _executors.Sum(executor => executor.From <= time && time < executor.Until ? executor.Slots : 0);
        return there - (CountBelow(_launches, time) - CountBelow(_finishes, time));
    }

    private static int CountBelow(long[] sorted, long time)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
