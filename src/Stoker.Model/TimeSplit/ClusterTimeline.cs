using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.Model.TimeSplit;

/// <summary>
/// What the cluster did at every moment of an application: a sweep over the starts and ends of task attempts, executors and stages, kept as
/// running sums so that the split of any span is a difference of two look-ups.
/// </summary>
internal sealed class ClusterTimeline
{
    private const int DriverOnly = 0;
    private const int Waiting = 1;
    private const int PartlyIdle = 2;
    private const int Busy = 3;
    private const int Idle = 4;
    private const int SumCount = 5;

    private readonly long[] _times;

    /// <summary>At each time of <see cref="_times"/> the sums up to it: ms in each of the four states, then ms of idle slots.</summary>
    private readonly long[] _sums;

    /// <summary>State from each time on, and idle slots then.</summary>
    private readonly (int State, long IdleSlots)[] _states;

    private ClusterTimeline(List<(long Time, long Running, long Slots, long Wanting)> changes)
    {
        _times = new long[changes.Count];
        _sums = new long[changes.Count * SumCount];
        _states = new (int, long)[changes.Count];
        for (var index = 0; index < changes.Count; index++)
        {
            var (time, running, slots, wanting) = changes[index];
            _times[index] = time;
            _states[index] = (StateOf(running, slots, wanting), Math.Max(0, slots - running));
            if (index > 0)
            {
                var row = _sums.AsSpan(index * SumCount, SumCount);
                _sums.AsSpan((index - 1) * SumCount, SumCount).CopyTo(row);
                Add(row, _states[index - 1], time - _times[index - 1]);
            }
        }
    }

    public static ClusterTimeline Of(Application application)
    {
        var start = application.StartTime.EpochMilliseconds;
        var end = application.EndOrLastEventTime.EpochMilliseconds;
        var changes = new List<(long Time, int Running, int Slots, int Wanting)>();
        foreach (var stage in application.Stages)
        {
            AddStage(changes, stage);
        }

        var knowsSlots = false;
        foreach (var executor in application.Executors.Where(executor => executor.MaxTasks > 0))
        {
            knowsSlots = true;
            changes.Add((executor.AddTime.EpochMilliseconds, 0, executor.MaxTasks, 0));
            changes.Add((executor.RemoveTime?.EpochMilliseconds ?? long.MaxValue, 0, -executor.MaxTasks, 0));
        }

        changes.Add((start, 0, 0, 0));
        changes.Sort((left, right) => left.Time.CompareTo(right.Time));
        return new ClusterTimeline(Accumulate(changes, knowsSlots ? null : MostRunning(changes), end));
    }

    /// <summary>The split of the time from one point to a later one.</summary>
    public WallSplit Wall(Timestamp from, Timestamp until)
    {
        var sums = Between(from, until);
        return new WallSplit(new(sums[DriverOnly]), new(sums[Waiting]), new(sums[PartlyIdle]), new(sums[Busy]));
    }

    /// <summary>Slot time in which no task ran, from one point to a later one.</summary>
    public Milliseconds IdleSlots(Timestamp from, Timestamp until) => new(Between(from, until)[Idle]);

    private static void AddStage(List<(long Time, int Running, int Slots, int Wanting)> changes, StageAttempt stage)
    {
        var tasks = stage.Tasks;
        var lastLaunch = long.MinValue;
        for (var row = 0; row < tasks.Count; row++)
        {
            var launch = tasks.LaunchTime(row).EpochMilliseconds;
            lastLaunch = Math.Max(lastLaunch, launch);
            if (tasks.Duration(row).Value > 0)
            {
                changes.Add((launch, 1, 0, 0));
                changes.Add((launch + tasks.Duration(row).Value, -1, 0, 0));
            }
        }

        // From its submission to its last launch a stage has tasks that want a slot; one that launched none wants until it ends.
        if (stage.SubmissionTime is { } submission && stage.Status is not (StageStatus.Skipped or StageStatus.Pending))
        {
            var until = tasks.Count > 0 ? lastLaunch : stage.CompletionTime?.EpochMilliseconds ?? long.MaxValue;
            if (until > submission.EpochMilliseconds)
            {
                changes.Add((submission.EpochMilliseconds, 0, 0, 1));
                changes.Add((until, 0, 0, -1));
            }
        }
    }

    private static long MostRunning(List<(long Time, int Running, int Slots, int Wanting)> changes)
    {
        long running = 0, most = 0;
        for (var index = 0; index < changes.Count; index++)
        {
            running += changes[index].Running;
            if (index == changes.Count - 1 || changes[index + 1].Time != changes[index].Time)
            {
                most = Math.Max(most, running);
            }
        }

        return most;
    }

    private static List<(long Time, long Running, long Slots, long Wanting)> Accumulate(List<(long Time, int Running, int Slots, int Wanting)> changes, long? fixedSlots, long end)
    {
        var states = new List<(long, long, long, long)>();
        long running = 0, slots = fixedSlots ?? 0, wanting = 0;
        for (var index = 0; index < changes.Count && changes[index].Time < end; index++)
        {
            running += changes[index].Running;
            slots += changes[index].Slots;
            wanting += changes[index].Wanting;
            if (index == changes.Count - 1 || changes[index + 1].Time != changes[index].Time)
            {
                states.Add((changes[index].Time, running, slots, wanting));
            }
        }

        return states;
    }

    private static int StateOf(long running, long slots, long wanting) => (running, slots, wanting) switch
    {
        ( > 0, _, _) => running >= slots ? Busy : PartlyIdle,
        (_, _, 0) => DriverOnly,
        (_, 0, _) => Waiting,
        _ => PartlyIdle,
    };

    private static void Add(Span<long> sums, (int State, long IdleSlots) state, long ms)
    {
        sums[state.State] += ms;
        sums[Idle] += ms * state.IdleSlots;
    }

    private long[] Between(Timestamp from, Timestamp until)
    {
        var sums = UpTo(Math.Max(until.EpochMilliseconds, from.EpochMilliseconds));
        var earlier = UpTo(from.EpochMilliseconds);
        for (var index = 0; index < SumCount; index++)
        {
            sums[index] -= earlier[index];
        }

        return sums;
    }

    private long[] UpTo(long time)
    {
        var sums = new long[SumCount];
        var index = Array.BinarySearch(_times, time);
        index = index >= 0 ? index : ~index - 1;
        if (_times.Length == 0 || index < 0)
        {
            // Before the first change nothing happens; counted from the first one, so that differences are right.
            sums[DriverOnly] = _times.Length == 0 ? time : time - _times[0];
            return sums;
        }

        _sums.AsSpan(index * SumCount, SumCount).CopyTo(sums);
        Add(sums, _states[index], time - _times[index]);
        return sums;
    }
}
