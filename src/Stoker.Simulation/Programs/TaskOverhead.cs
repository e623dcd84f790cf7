using Stoker.Model;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>
/// What a task pays beside its work on a slot that is in use: the way from the driver and back, deserialization, and where it runs Python as much again inside its run
/// time, for the worker. Measured with sleeps of known length on 2 to 32 slots of two CPUs: 28 ms on 2 slots and 780 ms on 32, each time 2.0 to 2.5 times what the
/// log shows outside the run time.
/// </summary>
internal sealed class TaskOverhead
{
    private const double Python = 2;

    private readonly Application _application;
    private readonly double[] _besideRunMs;
    private readonly double _usualMs;

    public TaskOverhead(Application application, HeldSlots held)
    {
        _application = application;
        _besideRunMs = new double[application.Stages.Count];
        Parallel.For(0, _besideRunMs.Length, position => _besideRunMs[position] = BesideRunMs(position, held));
        var told = _besideRunMs.Where(value => !double.IsNaN(value)).Order().ToList();
        _usualMs = told.Count == 0 ? 0 : told[told.Count / 2];
    }

    /// <summary>Milliseconds for each task of a stage.</summary>
    public double Of(int position) => HostCpu.RunsPython(_application.Stages[position]) ? Python * OutsideMs(position) : OutsideMs(position);

    /// <summary>Milliseconds that a task of a stage holds its slot outside of its run time; what is usual in the run where a stage has no other tasks than first ones.</summary>
    public double OutsideMs(int position) => double.IsNaN(_besideRunMs[position]) ? _usualMs : _besideRunMs[position];

    /// <summary>Share of all slot time that lies outside the run time of tasks; 0 where the log does not tell run times.</summary>
    public static double ShareOf(Application application, HeldSlots held)
    {
        var (whole, outside) = (0.0, 0.0);
        for (var position = 0; position < application.Stages.Count; position++)
        {
            if (application.Stages[position].Tasks.Metric(TaskMetric.ExecutorRunTime) is { } run)
            {
                var heldMs = held.HeldMs(position);
                for (var row = 0; row < heldMs.Length; row++)
                {
                    (whole, outside) = (whole + heldMs[row], outside + Math.Max(0, heldMs[row] - run[row]));
                }
            }
        }

        return whole > 0 ? outside / whole : 0;
    }

    /// <summary>Median over the tasks that were not among the first of the stage; not a number where there are none.</summary>
    private double BesideRunMs(int position, HeldSlots held)
    {
        var tasks = _application.Stages[position].Tasks;
        var (heldMs, opens) = (held.HeldMs(position), held.Opens(position));
        if (tasks.Metric(TaskMetric.ExecutorRunTime) is not { } run)
        {
            return double.NaN;
        }

        var outside = new List<float>();
        for (var row = 0; row < tasks.Count; row++)
        {
            if (!opens[row])
            {
                outside.Add(Math.Max(0, heldMs[row] - run[row]));
            }
        }

        outside.Sort();
        return outside.Count == 0 ? double.NaN : outside[outside.Count / 2];
    }
}
