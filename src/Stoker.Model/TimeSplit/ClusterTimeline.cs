using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.Model.TimeSplit;

/// <summary>
/// What the cluster did between given points in time: one sweep over the starts and ends of task attempts, executors and stages, of which only the
/// sums up to each point are kept, so that the split of a span is a difference of two.
/// </summary>
internal sealed class ClusterTimeline
{
    private readonly Dictionary<long, SweepSums> _sums;

    private ClusterTimeline(Dictionary<long, SweepSums> sums) => _sums = sums;

    /// <param name="application">The application.</param>
    /// <param name="points">All points that spans will begin or end at.</param>
    public static ClusterTimeline Of(Application application, IEnumerable<Timestamp> points)
    {
        var (starts, ends) = TaskTimes(application);
        var rest = StageTimes(application);
        long? fixedSlots = MostRunning(starts, ends);
        foreach (var executor in application.Executors.Where(executor => executor.MaxTasks > 0))
        {
            fixedSlots = null;
            rest.Add((executor.AddTime.EpochMilliseconds, executor.MaxTasks, 0));
            if (executor.RemoveTime is { } removal)
            {
                rest.Add((removal.EpochMilliseconds, -executor.MaxTasks, 0));
            }
        }

        rest.Sort((left, right) => left.Time.CompareTo(right.Time));
        long[] sorted = [.. points.Select(point => point.EpochMilliseconds).Distinct().Order()];
        return new ClusterTimeline(Sweep(starts, ends, rest, sorted, fixedSlots));
    }

    /// <summary>The split of the time from one of the points to a later one; nothing for an earlier one.</summary>
    public WallSplit Wall(Timestamp from, Timestamp until)
    {
        var sums = Between(from, until);
        return new WallSplit(new(sums.DriverOnly), new(sums.Waiting), new(sums.PartlyIdle), new(sums.Busy));
    }

    /// <summary>Slot time in which no task ran, from one of the points to a later one.</summary>
    public Milliseconds IdleSlots(Timestamp from, Timestamp until) => new(Between(from, until).IdleSlots);

    private static (long[] Starts, long[] Ends) TaskTimes(Application application)
    {
        var count = application.TaskAttemptCount;
        var (starts, ends, next) = (new long[count], new long[count], 0);
        foreach (var stage in application.Stages)
        {
            var tasks = stage.Tasks;
            for (var row = 0; row < tasks.Count; row++, next++)
            {
                starts[next] = tasks.LaunchTime(row).EpochMilliseconds;
                ends[next] = starts[next] + Math.Max(0, tasks.Duration(row).Value);
            }
        }

        Array.Sort(starts);
        Array.Sort(ends);
        return (starts, ends);
    }

    /// <summary>From its submission to its last launch a stage has tasks that want a slot; one that launched none wants until it ends.</summary>
    private static List<(long Time, int Slots, int Wanting)> StageTimes(Application application)
    {
        var times = new List<(long Time, int Slots, int Wanting)>();
        foreach (var stage in application.Stages.Where(stage => stage.Status is not (StageStatus.Skipped or StageStatus.Pending)))
        {
            var until = stage.CompletionTime?.EpochMilliseconds ?? long.MaxValue;
            if (stage.Tasks.Count > 0)
            {
                until = Enumerable.Range(0, stage.Tasks.Count).Max(row => stage.Tasks.LaunchTime(row).EpochMilliseconds);
            }

            if (stage.SubmissionTime is { } submission && until > submission.EpochMilliseconds)
            {
                times.Add((submission.EpochMilliseconds, 0, 1));
                times.Add((until, 0, -1));
            }
        }

        return times;
    }

    /// <summary>The most attempts that ran at once: what stands for the number of slots where the log does not tell it.</summary>
    private static long MostRunning(long[] starts, long[] ends)
    {
        long most = 0;
        for (int start = 0, end = 0; start < starts.Length; start++)
        {
            while (ends[end] <= starts[start] && end < start)
            {
                end++;
            }

            most = Math.Max(most, start + 1 - end);
        }

        return most;
    }

    private static Dictionary<long, SweepSums> Sweep(long[] starts, long[] ends, List<(long Time, int Slots, int Wanting)> rest, long[] points, long? fixedSlots)
    {
        var found = new Dictionary<long, SweepSums>(points.Length);
        var sums = default(SweepSums);
        var (start, end, other, time) = (0, 0, 0, long.MinValue);
        var (slots, wanting) = (fixedSlots ?? 0, 0L);
        foreach (var point in points)
        {
            while (true)
            {
                var next = point;
                next = start < starts.Length ? Math.Min(next, starts[start]) : next;
                next = end < ends.Length ? Math.Min(next, ends[end]) : next;
                next = other < rest.Count ? Math.Min(next, rest[other].Time) : next;
                if (next > time)
                {
                    sums.Add(start - end, slots, wanting, time == long.MinValue ? 0 : next - time);
                    time = next;
                }

                if (next == point)
                {
                    break;
                }

                for (; start < starts.Length && starts[start] <= next; start++)
                {
                }

                for (; end < ends.Length && ends[end] <= next; end++)
                {
                }

                for (; other < rest.Count && rest[other].Time <= next; other++)
                {
                    slots += rest[other].Slots;
                    wanting += rest[other].Wanting;
                }
            }

            found[point] = sums;
        }

        return found;
    }

    private SweepSums Between(Timestamp from, Timestamp until) =>
        until > from ? _sums[until.EpochMilliseconds] - _sums[from.EpochMilliseconds] : default;
}
