using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;

namespace Stoker.Diagnoses.Ledger;

/// <summary>How many slots there were, and how many ran a task, over the window of the application. Times are ms since the epoch.</summary>
internal sealed class SlotCurve
{
    /// <summary>Resolution of <see cref="PeakBusy"/>: the window in this many parts.</summary>
    private const int PeakParts = 4096;

    /// <summary>Times of a damaged log are cut to 0 and this (the year 2109), as the time split does, so that no sum overflows.</summary>
    private const long LatestMs = 1L << 42;

    private readonly long[] _launches;
    private readonly long[] _finishes;
    private readonly long[] _launchSums;
    private readonly long[] _finishSums;
    private readonly SlotSupply _supply;
    private readonly Lazy<TaskShares> _shares;

    /// <summary>At level n and position p: the most tasks at once in the parts from p to p + 2ⁿ.</summary>
    private readonly List<int[]> _peaks = [];
    private readonly long _peakStepMs;

    public SlotCurve(Application application)
    {
        StartMs = Math.Clamp(application.StartTime.EpochMilliseconds, 0, LatestMs);
        EndMs = Math.Clamp(application.EndOrLastEventTime.EpochMilliseconds, StartMs, LatestMs);
        (_launches, _finishes) = Times(application, StartMs, EndMs);
        _shares = new(() => new TaskShares(_launches, _finishes));
        _launchSums = PrefixSums(_launches);
        _finishSums = PrefixSums(_finishes);
        Lives = ExecutorLives(application);
        _supply = new SlotSupply(Lives.Select(life => (life.StartMs, life.EndMs, life.Slots)));
        _peakStepMs = Math.Max(1, (EndMs - StartMs + PeakParts - 1) / PeakParts);
        _peaks.Add(Peaks());
        for (var span = 1; span * 2 <= _peaks[0].Length; span *= 2)
        {
            var below = _peaks[^1];
            var level = new int[_peaks[0].Length - (span * 2) + 1];
            for (var part = 0; part < level.Length; part++)
            {
                level[part] = Math.Max(below[part], below[part + span]);
            }

            _peaks.Add(level);
        }
    }

    /// <summary>Begin of the window.</summary>
    public long StartMs { get; }

    /// <summary>End of the window.</summary>
    public long EndMs { get; }

    /// <summary>Lives of executors that have slots, clipped to the window.</summary>
    public IReadOnlyList<ExecutorLife> Lives { get; }

    /// <summary>Slot time between two times, ms.</summary>
    public double Supply(long fromMs, long toMs) => _supply.Between(fromMs, toMs);

    /// <summary>Slots alive on average between two times.</summary>
    public double MeanSlots(long fromMs, long toMs) => toMs > fromMs ? Supply(fromMs, toMs) / (toMs - fromMs) : SlotsAt(fromMs);

    /// <summary>Slots alive at a time.</summary>
    public int SlotsAt(long timeMs) => _supply.At(timeMs);

    /// <summary>Task time between two times, whatever the number of slots.</summary>
    public double Busy(long fromMs, long toMs) => BusyBefore(toMs) - BusyBefore(fromMs);

    /// <summary>What a task that ran between two times has of that time, which it shares with all that ran at once, ms.</summary>
    public double ShareOfOne(long fromMs, long toMs) => _shares.Value.OfOne(fromMs, toMs);

    /// <summary>Most tasks at once around a span, by parts of the window.</summary>
    public int PeakBusy(long fromMs, long toMs)
    {
        var parts = _peaks[0].Length;
        var first = (int)Math.Clamp((fromMs - StartMs) / _peakStepMs, 0, parts - 1);
        var last = (int)Math.Clamp((toMs - StartMs) / _peakStepMs, first, parts - 1);
        var level = System.Numerics.BitOperations.Log2((uint)(last - first + 1));
        return Math.Max(_peaks[level][first], _peaks[level][last - (1 << level) + 1]);
    }

    private static (long[] Launches, long[] Finishes) Times(Application application, long startMs, long endMs)
    {
        var count = application.TaskAttemptCount;
        var launches = new long[count];
        var finishes = new long[count];
        var position = 0;
        foreach (var stage in application.Stages)
        {
            var tasks = stage.Tasks;
            for (var row = 0; row < tasks.Count; row++)
            {
                var launch = tasks.LaunchTime(row).EpochMilliseconds;
                var finish = launch + Math.Max(0, tasks.Duration(row).Value);
                launches[position] = Math.Clamp(launch, startMs, endMs);
                finishes[position++] = Math.Clamp(finish, startMs, endMs);
            }
        }

        Parallel.Invoke(() => TimeOrder.Sort(launches), () => TimeOrder.Sort(finishes));
        return (launches, finishes);
    }

    private static long[] PrefixSums(long[] values)
    {
        var sums = new long[values.Length + 1];
        var origin = values.Length > 0 ? values[0] : 0;
        for (var index = 0; index < values.Length; index++)
        {
            sums[index + 1] = sums[index] + (values[index] - origin);
        }

        return sums;
    }

    private static int CountAtMost(long[] sorted, long value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static double Elapsed(long[] sorted, long[] sums, long timeMs)
    {
        var count = CountAtMost(sorted, timeMs);
        return count == 0 ? 0 : ((double)count * (timeMs - sorted[0])) - sums[count];
    }

    private List<ExecutorLife> ExecutorLives(Application application)
    {
        List<ExecutorLife> lives = [];
        var unregistered = application.Executors.Any(IsUnregistered) ? MostAtOnce(application) : [];
        foreach (var executor in application.Executors)
        {
            var slots = executor.MaxTasks > 0 ? executor.MaxTasks : unregistered.GetValueOrDefault(executor.Id);
            var start = Math.Clamp(executor.AddTime.EpochMilliseconds, StartMs, EndMs);
            var end = Math.Clamp(executor.RemoveTime?.EpochMilliseconds ?? EndMs, StartMs, EndMs);
            if (slots > 0 && end > start)
            {
                lives.Add(new ExecutorLife(executor, slots, start, end));
            }
        }

        return lives;
    }

    /// <summary>Whether an executor ran tasks, but the log lacks its registration.</summary>
    private static bool IsUnregistered(Executor executor) => executor.MaxTasks <= 0 && (executor.TotalTasks > 0 || executor.CompletedTasks > 0);

    /// <summary>The most tasks that each unregistered executor ran at once, which is taken for its slots.</summary>
    private static Dictionary<string, int> MostAtOnce(Application application)
    {
        var changes = application.Executors.Where(IsUnregistered).DistinctBy(executor => executor.Id)
            .ToDictionary(executor => executor.Id, _ => new List<(long Time, int Change)>(), StringComparer.Ordinal);
        foreach (var tasks in application.Stages.Select(stage => stage.Tasks))
        {
            for (var row = 0; row < tasks.Count; row++)
            {
                if (changes.TryGetValue(tasks.ExecutorId(row), out var own))
                {
                    var launch = tasks.LaunchTime(row).EpochMilliseconds;
                    own.Add((launch, 1));
                    own.Add((launch + Math.Max(0, tasks.Duration(row).Value), -1));
                }
            }
        }

        return changes.ToDictionary(pair => pair.Key, pair => MostOf(pair.Value), StringComparer.Ordinal);
    }

    private static int MostOf(List<(long Time, int Change)> changes)
    {
        changes.Sort();
        var (now, most) = (0, 0);
        foreach (var (_, change) in changes)
        {
            most = Math.Max(most, now += change);
        }

        return most;
    }

    private double BusyBefore(long timeMs) => Elapsed(_launches, _launchSums, timeMs) - Elapsed(_finishes, _finishSums, timeMs);

    private int[] Peaks()
    {
        var peaks = new int[((EndMs - StartMs) / _peakStepMs) + 1];
        var (finished, part, busy) = (0, 0L, 0);
        for (var launched = 0; launched < _launches.Length; launched++)
        {
            var time = _launches[launched];
            while (finished < _finishes.Length && _finishes[finished] <= time)
            {
                Advance(_finishes[finished++]);
                busy--;
            }

            Advance(time);
            busy++;
            peaks[part] = Math.Max(peaks[part], busy);
        }

        while (finished < _finishes.Length)
        {
            Advance(_finishes[finished++]);
            busy--;
        }

        return peaks;

        void Advance(long timeMs)
        {
            var target = (timeMs - StartMs) / _peakStepMs;
            while (part < target)
            {
                peaks[++part] = busy;
            }
        }
    }
}
