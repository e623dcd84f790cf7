using Stoker.Model;

namespace Stoker.Simulation.Programs;

/// <summary>
/// How many tasks held slots at each time of the run, so that each task can be told how many others it shared its host with. Tasks are taken to be spread evenly over
/// the hosts, as offers are.
/// </summary>
internal sealed class TasksAtOnce
{
    private readonly HeldSlots _held;
    private readonly Application _application;
    private readonly double _hosts;

    /// <summary>Times at which a task began or ended, ascending.</summary>
    private readonly double[] _times;

    /// <summary>Tasks that ran from each of the times to the next.</summary>
    private readonly int[] _running;

    /// <summary>The most that ran at once.</summary>
    private readonly int _most;

    /// <summary>Integral over time of the tasks on a host, up to each of the times.</summary>
    private readonly double[] _integral;

    public TasksAtOnce(Application application, HeldSlots held, double hosts)
    {
        (_application, _held, _hosts) = (application, held, hosts);
        var (begins, ends) = Ends();
        (_times, _running, _integral) = (new double[begins.Length + ends.Length], new int[begins.Length + ends.Length], new double[begins.Length + ends.Length]);
        var (begin, end, running) = (0, 0, 0);
        for (var at = 0; at < _times.Length; at++)
        {
            // At one time ends are first, so that a task that took no time ends before it begins; the last may then be left with its begin alone.
            var isBegin = begin < begins.Length && (end == ends.Length || begins[begin] < ends[end]);
            _times[at] = isBegin ? begins[begin++] : ends[end++];
            _integral[at] = at == 0 ? 0 : _integral[at - 1] + ((_times[at] - _times[at - 1]) * OnHost(running));
            running += isBegin ? 1 : -1;
            _running[at] = running;
            _most = Math.Max(_most, running);
        }
    }

    /// <summary>Where the tasks of a stage lie in these times.</summary>
    public TasksOfStage Of(int position)
    {
        var (heldMs, tasks) = (_held.HeldMs(position), _application.Stages[position].Tasks);
        var (first, last) = (double.PositiveInfinity, 0.0);
        for (var row = 0; row < heldMs.Length; row++)
        {
            double launch = tasks.LaunchTime(row).EpochMilliseconds;
            (first, last) = (Math.Min(first, launch), Math.Max(last, launch + heldMs[row]));
        }

        // Searches among the times of the stage alone: those of the run are too many to stay in a cache.
        var (from, until) = heldMs.Length == 0 ? (0, 0) : (Index(first, 0, _times.Length), Index(last, 0, _times.Length));
        var (begins, ends) = (new int[heldMs.Length], new int[heldMs.Length]);
        for (var row = 0; row < heldMs.Length; row++)
        {
            double launch = tasks.LaunchTime(row).EpochMilliseconds;
            begins[row] = Index(launch, from, until + 1);
            ends[row] = Index(launch + heldMs[row], begins[row], until + 1);
        }

        return new TasksOfStage(this, heldMs, from, until, begins, ends);
    }

    private double OnHost(int running) => Math.Max(1, running / _hosts);

    private (double[] Begins, double[] Ends) Ends()
    {
        var count = _application.TaskAttemptCount;
        var (begins, ends) = (new double[count], new double[count]);
        var at = 0;
        for (var position = 0; position < _application.Stages.Count; position++)
        {
            var (heldMs, tasks) = (_held.HeldMs(position), _application.Stages[position].Tasks);
            for (var row = 0; row < heldMs.Length; row++, at++)
            {
                begins[at] = tasks.LaunchTime(row).EpochMilliseconds;
                ends[at] = begins[at] + heldMs[row];
            }
        }

        Array.Sort(begins);
        Array.Sort(ends);
        return (begins, ends);
    }

    /// <summary>The last place, from the first of a stretch that has one, of a time at which a task began or ended.</summary>
    private int Index(double time, int low, int high)
    {
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _times[middle] <= time ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    /// <summary>Tasks of one stage among all that ran.</summary>
    /// <param name="All">The times of all.</param>
    /// <param name="HeldMs">What each held its slot for.</param>
    /// <param name="From">Place of the first launch.</param>
    /// <param name="Until">Place of the last end.</param>
    /// <param name="Begins">Place of each launch.</param>
    /// <param name="Ends">Place of each end.</param>
    public sealed record TasksOfStage(TasksAtOnce All, float[] HeldMs, int From, int Until, int[] Begins, int[] Ends)
    {
        /// <summary>Tasks on a host while those of the stage ran, on average over their time; at least 1.</summary>
        public double AtOnce()
        {
            var (shared, whole) = (0.0, 0.0);
            for (var row = 0; row < HeldMs.Length; row++)
            {
                (shared, whole) = (shared + All._integral[Ends[row]] - All._integral[Begins[row]], whole + HeldMs[row]);
            }

            return whole > 0 ? Math.Max(1, shared / whole) : 1;
        }

        /// <summary>Which share of its time each task would have taken, had as many tasks shared its host throughout as did on average.</summary>
        /// <param name="sharing">What sharing does to the tasks.</param>
        public double[] Paces(CpuSharing sharing)
        {
            var done = new double[Until - From + 1];
            var slowdowns = new double[All._most + 1];
            for (var at = 1; at < done.Length; at++)
            {
                // A task that took no time ends before it begins.
                var running = Math.Max(0, All._running[From + at - 1]);
                slowdowns[running] = slowdowns[running] > 0 ? slowdowns[running] : sharing.Slowdown(All.OnHost(running));
                done[at] = done[at - 1] + ((All._times[From + at] - All._times[From + at - 1]) / slowdowns[running]);
            }

            return [.. HeldMs.Select((ms, row) => ms <= 0 ? 1 : (done[Ends[row] - From] - done[Begins[row] - From]) / ms)];
        }
    }
}
