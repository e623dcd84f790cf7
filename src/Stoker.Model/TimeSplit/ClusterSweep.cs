using Stoker.Model.Stages;

namespace Stoker.Model.TimeSplit;

/// <summary>
/// Walks once over all starts and ends of task attempts, executors and waiting stages, and notes running sums at the times that will be asked for,
/// so that the split of any span between two of them is a difference. Memory is two longs for each task attempt while it walks.
/// </summary>
internal sealed class ClusterSweep
{
    private readonly long[] _times;
    private readonly Sums[] _sums;

    private ClusterSweep(long[] times, Sums[] sums, bool areSlotsInferred)
    {
        _times = times;
        _sums = sums;
        AreSlotsInferred = areSlotsInferred;
    }

    /// <summary>Whether no executor told its cores (Spark 1.x), so that the slots are the most tasks that ever ran at once.</summary>
    public bool AreSlotsInferred { get; }

    /// <param name="application">The application.</param>
    /// <param name="times">The times that will be asked for, in any order.</param>
    public static ClusterSweep Of(Application application, IEnumerable<long> times)
    {
        long[] asked = [.. times.Distinct().Order()];
        var (launches, finishes) = Attempts(application);
        var slots = new List<(long Time, int Change)>();
        foreach (var executor in application.Executors)
        {
            if (executor.MaxTasks > 0)
            {
                slots.Add((executor.AddTime.EpochMilliseconds, executor.MaxTasks));
                if (executor.RemoveTime is { } removed)
                {
                    slots.Add((Math.Max(removed.EpochMilliseconds, executor.AddTime.EpochMilliseconds), -executor.MaxTasks));
                }
            }
        }

        var isInferred = slots.Count == 0 && launches.Length > 0;
        if (isInferred)
        {
            slots.Add((long.MinValue, MostRunning(launches, finishes)));
        }

        slots.Sort((left, right) => left.Time.CompareTo(right.Time));
        var waiting = Waiting(application);
        return new ClusterSweep(asked, Walk(asked, launches, finishes, slots, waiting), isInferred);
    }

    /// <summary>What happened from one asked time to a later one.</summary>
    public Sums Between(long from, long until) => At(Math.Max(from, until)) - At(from);

    private static (long[] Launches, long[] Finishes) Attempts(Application application)
    {
        var count = 0;
        foreach (var stage in application.Stages)
        {
            count += stage.Tasks.Count;
        }

        var launches = new long[count];
        var finishes = new long[count];
        var used = 0;
        foreach (var stage in application.Stages)
        {
            var tasks = stage.Tasks;
            for (var row = 0; row < tasks.Count; row++)
            {
                // An attempt without duration, or one that ended before it began, took no time of a slot.
                if (tasks.Duration(row).Value is > 0 and var duration)
                {
                    launches[used] = tasks.LaunchTime(row).EpochMilliseconds;
                    finishes[used] = launches[used] + duration;
                    used++;
                }
            }
        }

        Array.Resize(ref launches, used);
        Array.Resize(ref finishes, used);
        Array.Sort(launches);
        Array.Sort(finishes);
        return (launches, finishes);
    }

    private static int MostRunning(long[] launches, long[] finishes)
    {
        var most = 0;
        var finished = 0;
        for (var launched = 0; launched < launches.Length; launched++)
        {
            while (finishes[finished] <= launches[launched])
            {
                finished++;
            }

            most = Math.Max(most, launched + 1 - finished);
        }

        return most;
    }

    /// <summary>From its submission until its last launch a stage has tasks that want a slot; if not all were launched, until its end.</summary>
    private static List<(long Time, int Change)> Waiting(Application application)
    {
        var waiting = new List<(long Time, int Change)>();
        foreach (var stage in application.Stages)
        {
            if (stage.SubmissionTime is not { } submitted || stage.Status is StageStatus.Skipped or StageStatus.Pending)
            {
                continue;
            }

            var until = stage.Tasks.Count >= stage.TaskCount && stage.Tasks.Count > 0
                ? LastLaunch(stage)
                : stage.CompletionTime?.EpochMilliseconds ?? application.EndOrLastEventTime.EpochMilliseconds;
            if (until > submitted.EpochMilliseconds)
            {
                waiting.Add((submitted.EpochMilliseconds, 1));
                waiting.Add((until, -1));
            }
        }

        waiting.Sort((left, right) => left.Time.CompareTo(right.Time));
        return waiting;
    }

    private static long LastLaunch(StageAttempt stage)
    {
        var last = long.MinValue;
        for (var row = 0; row < stage.Tasks.Count; row++)
        {
            last = Math.Max(last, stage.Tasks.LaunchTime(row).EpochMilliseconds);
        }

        return last;
    }

    private static Sums[] Walk(long[] asked, long[] launches, long[] finishes, List<(long Time, int Change)> slotChanges, List<(long Time, int Change)> waitChanges)
    {
        var noted = new Sums[asked.Length];
        int launch = 0, finish = 0, slotChange = 0, waitChange = 0;
        long running = 0, slots = 0, waiting = 0;
        var sums = default(Sums);
        var now = asked.Length > 0 ? asked[0] : 0;
        for (var next = 0; next < asked.Length; next++)
        {
            while (true)
            {
                // Apply all that happened up to now, then let time pass until the next change or the asked time, whichever is first.
                while (launch < launches.Length && launches[launch] <= now)
                {
                    running++;
                    launch++;
                }

                while (finish < finishes.Length && finishes[finish] <= now)
                {
                    running--;
                    finish++;
                }

                while (slotChange < slotChanges.Count && slotChanges[slotChange].Time <= now)
                {
                    slots += slotChanges[slotChange++].Change;
                }

                while (waitChange < waitChanges.Count && waitChanges[waitChange].Time <= now)
                {
                    waiting += waitChanges[waitChange++].Change;
                }

                if (now == asked[next])
                {
                    break;
                }

                var until = asked[next];
                until = launch < launches.Length ? Math.Min(until, launches[launch]) : until;
                until = finish < finishes.Length ? Math.Min(until, finishes[finish]) : until;
                until = slotChange < slotChanges.Count ? Math.Min(until, slotChanges[slotChange].Time) : until;
                until = waitChange < waitChanges.Count ? Math.Min(until, waitChanges[waitChange].Time) : until;
                sums.Pass(until - now, running, slots, waiting);
                now = until;
            }

            noted[next] = sums;
        }

        return noted;
    }

    private Sums At(long time)
    {
        var index = Array.BinarySearch(_times, time);
        return index >= 0 ? _sums[index] : throw new InvalidOperationException($"The sweep was not told that the time {time} would be asked for.");
    }

    /// <summary>Sums of time since the first asked time, all in ms: of wall time by state, of slots that ran tasks, of slots that ran none.</summary>
    internal struct Sums
    {
        public long DriverOnly;
        public long WaitingForExecutors;
        public long PartlyIdle;
        public long Busy;
        public long Running;
        public long Idle;

        public static Sums operator -(in Sums end, in Sums start) => new()
        {
            DriverOnly = end.DriverOnly - start.DriverOnly,
            WaitingForExecutors = end.WaitingForExecutors - start.WaitingForExecutors,
            PartlyIdle = end.PartlyIdle - start.PartlyIdle,
            Busy = end.Busy - start.Busy,
            Running = end.Running - start.Running,
            Idle = end.Idle - start.Idle,
        };

        public void Pass(long milliseconds, long running, long slots, long waiting)
        {
            Running += milliseconds * running;

            // More tasks than slots run when an end is reported late or an executor has gone already: then all slots are busy.
            Idle += milliseconds * Math.Max(0, slots - running);
            if (running > 0)
            {
                Busy += running >= slots ? milliseconds : 0;
                PartlyIdle += running >= slots ? 0 : milliseconds;
            }
            else if (waiting == 0)
            {
                DriverOnly += milliseconds;
            }
            else if (slots == 0)
            {
                WaitingForExecutors += milliseconds;
            }
            else
            {
                PartlyIdle += milliseconds;
            }
        }
    }
}
