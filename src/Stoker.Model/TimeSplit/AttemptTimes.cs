using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Model.TimeSplit;

/// <summary>From when to when task attempts held a slot, by the driver's clock; the one place that decides it, so that all sums agree.</summary>
internal sealed class AttemptTimes
{
    /// <summary>Times are cut to 0 and this (the year 2109), so that no sum of a damaged log overflows.</summary>
    private const long LatestTime = 1L << 42;

    private readonly long _end;
    private readonly Dictionary<string, long[]> _removals;

    public AttemptTimes(Application application)
    {
        _end = Plausible(application.EndOrLastEventTime.EpochMilliseconds);
        _removals = application.Executors
            .Where(executor => executor.RemoveTime is not null)
            .GroupBy(executor => executor.Id, StringComparer.Ordinal)
            .ToDictionary(lives => lives.Key, lives => lives.Select(life => life.RemoveTime.GetValueOrDefault().EpochMilliseconds).Order().ToArray(), StringComparer.Ordinal);
    }

    /// <summary>A time as it counts.</summary>
    public static long Plausible(long time) => Math.Clamp(time, 0, LatestTime);

    /// <summary>Launch and end of an attempt; the end is not before the launch.</summary>
    public (long Launch, long End) Of(StageAttempt stage, int row)
    {
        var tasks = stage.Tasks;
        var launch = Plausible(tasks.LaunchTime(row).EpochMilliseconds);
        if (tasks.Status(row) == TaskAttemptStatus.Running)
        {
            return (launch, Math.Max(launch, LatestEnd(stage, row, launch)));
        }

        return (launch, Plausible(launch + Math.Clamp(tasks.Duration(row).Value, 0, LatestTime)));
    }

    /// <summary>An attempt without an end held its slot no longer than its executor lived, its stage ran, and the log lasts.</summary>
    private long LatestEnd(StageAttempt stage, int row, long launch)
    {
        var end = Math.Min(_end, stage.CompletionTime?.EpochMilliseconds ?? long.MaxValue);
        if (stage.Tasks.ExecutorNames.Count > 0 && _removals.TryGetValue(stage.Tasks.ExecutorId(row), out var removals))
        {
            foreach (var removed in removals)
            {
                if (removed >= launch)
                {
                    return Math.Min(end, removed);
                }
            }
        }

        return end;
    }
}
