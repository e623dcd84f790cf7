using Stoker.Model.Stages;

namespace Stoker.Model.TimeSplit;

/// <summary>
/// Walks once over all starts and ends of task attempts, executors and waiting stages, and notes running sums at the times that will be asked for,
/// so that the split of any span between two of them is a difference. Memory is two longs for each task attempt while it walks.
/// </summary>
internal sealed class ClusterSweep
{
    /// <summary>More slots than any cluster has, so that no sum of a damaged log overflows.</summary>
    private const long MostSlots = 1 << 20;

    private readonly long[] _times;
    private readonly Sums[] _sums;

    private ClusterSweep(long[] times, Sums[] sums, SlotLives slots)
    {
        _times = times;
        _sums = sums;
        Slots = slots;
    }

    /// <summary>When slots came and went.</summary>
    public SlotLives Slots { get; }

    /// <param name="application">The application.</param>
    /// <param name="spans">When its stages lasted.</param>
    /// <param name="attemptTimes">When its task attempts held slots.</param>
    /// <param name="times">The times that will be asked for, in any order.</param>
    public static ClusterSweep Of(Application application, ScopeSpans spans, AttemptTimes attemptTimes, IEnumerable<long> times)
    {
        long[] asked = [.. times.Distinct().Order()];
        var (launches, ends) = Attempts(application, attemptTimes);
        var slots = SlotLives.Of(application, attemptTimes);
        return new ClusterSweep(asked, Walk(asked, launches, ends, slots.Changes, Waiting(application, spans)), slots);
    }

    /// <summary>What happened from one asked time to a later one.</summary>
    public Sums Between(long from, long until) => At(Math.Max(from, until)) - At(from);

    private static (long[] Launches, long[] Ends) Attempts(Application application, AttemptTimes times)
    {
        var count = application.Stages.Sum(stage => stage.Tasks.Count);
        var launches = new long[count];
        var ends = new long[count];
        var used = 0;
        foreach (var stage in application.Stages)
        {
            for (var row = 0; row < stage.Tasks.Count; row++)
            {
                // An attempt that ended when it began took no time of a slot.
                if (times.Of(stage, row) is var (launch, end) && end > launch)
                {
                    (launches[used], ends[used]) = (launch, end);
                    used++;
                }
            }
        }

        Array.Resize(ref launches, used);
        Array.Resize(ref ends, used);
        Parallel.Invoke(() => TimeOrder.Sort(launches), () => TimeOrder.Sort(ends));
        return (launches, ends);
    }

    /// <summary>From its submission until its last launch a stage has tasks that want a slot; if not all were launched, until its end.</summary>
    private static List<(long Time, int Change)> Waiting(Application application, ScopeSpans spans)
    {
        var waiting = new List<(long Time, int Change)>();
        foreach (var stage in application.Stages)
        {
            if (stage.SubmissionTime is not { } submitted || stage.Status is StageStatus.Skipped or StageStatus.Pending)
            {
                continue;
            }

            var from = AttemptTimes.Plausible(submitted.EpochMilliseconds);
            var until = AttemptTimes.Plausible(stage.Tasks.Count >= stage.TaskCount ? LastLaunch(stage) : spans.EndOf(stage));
            if (until > from)
            {
                waiting.Add((from, 1));
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

    private static Sums[] Walk(long[] asked, long[] launches, long[] finishes, IReadOnlyList<(long Time, int Change)> slotChanges, List<(long Time, int Change)> waitChanges)
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

    /// <summary>
    /// Sums of time since the first asked time, all in ms: of wall time by state, of slots that ran tasks, of slots that ran none, and of tasks that
    /// ran while all known slots were taken.
    /// </summary>
    internal struct Sums
    {
        public long DriverOnly;
        public long WaitingForExecutors;
        public long PartlyIdle;
        public long Busy;
        public long Running;
        public long Idle;
        public long BeyondSlots;

        public static Sums operator -(in Sums end, in Sums start) => new()
        {
            DriverOnly = end.DriverOnly - start.DriverOnly,
            WaitingForExecutors = end.WaitingForExecutors - start.WaitingForExecutors,
            PartlyIdle = end.PartlyIdle - start.PartlyIdle,
            Busy = end.Busy - start.Busy,
            Running = end.Running - start.Running,
            Idle = end.Idle - start.Idle,
            BeyondSlots = end.BeyondSlots - start.BeyondSlots,
        };

        public void Pass(long milliseconds, long running, long slots, long waiting)
        {
            Running += milliseconds * running;

            // More tasks than slots run when an end is reported late or an executor has gone already: then all slots are busy.
            slots = Math.Min(slots, MostSlots);
            Idle += milliseconds * Math.Max(0, slots - running);
            BeyondSlots += milliseconds * Math.Max(0, running - slots);
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
