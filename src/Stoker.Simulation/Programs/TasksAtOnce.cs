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
            var isBegin = begin < begins.Length && begins[begin] < ends[end];
            _times[at] = isBegin ? begins[begin++] : ends[end++];
            _integral[at] = at == 0 ? 0 : _integral[at - 1] + ((_times[at] - _times[at - 1]) * OnHost(running));
            running += isBegin ? 1 : -1;
            _running[at] = running;
        }
    }

    /// <summary>Tasks on a host while those of a stage ran, on average over their time; at least 1.</summary>
    public double Of(int position)
    {
        var (heldMs, tasks) = (_held.HeldMs(position), _application.Stages[position].Tasks);
        var (shared, whole) = (0.0, 0.0);
        for (var row = 0; row < heldMs.Length; row++)
        {
            double launch = tasks.LaunchTime(row).EpochMilliseconds;
            shared += At(_integral, launch + heldMs[row]) - At(_integral, launch);
            whole += heldMs[row];
        }

        return whole > 0 ? Math.Max(1, shared / whole) : 1;
    }

    /// <summary>Which share of its time each task of a stage would have taken, had as many tasks shared its host throughout as did on average.</summary>
    /// <param name="position">The stage.</param>
    /// <param name="sharing">What sharing does to its tasks.</param>
    public double[] PaceOf(int position, CpuSharing sharing)
    {
        var (heldMs, tasks) = (_held.HeldMs(position), _application.Stages[position].Tasks);
        var launches = Enumerable.Range(0, heldMs.Length).Select(row => (double)tasks.LaunchTime(row).EpochMilliseconds).ToArray();
        if (heldMs.Length == 0)
        {
            return [];
        }

        var (from, until) = (Index(launches.Min()), Index(Enumerable.Range(0, heldMs.Length).Max(row => launches[row] + heldMs[row])));
        var done = new double[until - from + 1];
        var slowdowns = new Dictionary<int, double>();
        for (var at = 1; at < done.Length; at++)
        {
            var running = _running[from + at - 1];
            if (!slowdowns.TryGetValue(running, out var slowdown))
            {
                slowdowns.Add(running, slowdown = sharing.Slowdown(OnHost(running)));
            }

            done[at] = done[at - 1] + ((_times[from + at] - _times[from + at - 1]) / slowdown);
        }

        return [.. heldMs.Select((ms, row) => ms <= 0 ? 1 : (done[Index(launches[row] + ms) - from] - done[Index(launches[row]) - from]) / ms)];
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

    private double At(double[] values, double time) => values[Index(time)];

    /// <summary>The last place of a time at which a task began or ended.</summary>
    private int Index(double time)
    {
        var (low, high) = (0, _times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _times[middle] <= time ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
