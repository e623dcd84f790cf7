using Stoker.Model;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>
/// What a task costs the driver, which handles one after another. On a cluster that is the launch; in local mode the driver shares its process with the
/// tasks, and what lies outside their own time (the offer, the result, the event log) is its work. Measured there: stages of 200 tasks of
/// 2 to 5 ms took the same time on one slot and on two.
/// </summary>
internal sealed class DriverWork
{
    /// <summary>With fewer tasks after the first ones the stage tells nothing.</summary>
    private const int FewTasks = 6;

    private readonly Application _application;
    private readonly HeldSlots _held;
    private readonly double _launchMs;
    private readonly bool _isLocal;

    public DriverWork(Application application, HeldSlots held)
    {
        (_application, _held) = (application, held);
        _launchMs = LaunchCost.Of(application, held.SlotCount);
        _isLocal = application.Executors.Any(executor => executor.IsDriver && executor.MaxTasks > 0);
    }

    /// <summary>What launching a task takes, in ms.</summary>
    public double LaunchMs => _isLocal ? 0 : _launchMs;

    /// <summary>What the driver does for the tasks of a stage beside launching them.</summary>
    public StageDriverWork Of(int position)
    {
        var tasks = _application.Stages[position].Tasks;
        var (heldMs, opens) = (_held.HeldMs(position), _held.Opens(position));
        if (!_isLocal || tasks.Metric(TaskMetric.ExecutorRunTime) is null || opens.Count(value => !value) < FewTasks)
        {
            return default;
        }

        var (outside, whole, count) = (0.0, 0.0, 0);
        var (first, last) = (long.MaxValue, long.MinValue);
        for (var row = 0; row < tasks.Count; row++)
        {
            if (!opens[row])
            {
                (outside, whole, count) = (outside + StageDriverWork.OutsideMs(tasks, row, heldMs[row]), whole + heldMs[row], count + 1);
                var launch = tasks.LaunchTime(row).EpochMilliseconds;
                (first, last) = (Math.Min(first, launch), Math.Max(last, launch));
            }
        }

        var driver = count * Served(outside / count, (last - first) / (double)(count - 1), _held.SlotCount);
        var kept = whole - outside + driver;
        return outside <= 0 || kept <= 0 ? default : new StageDriverWork(driver / kept, 1 - (driver / outside));
    }

    /// <summary>
    /// What a driver needs for a task that is in its hands for so long: tasks of other slots make it wait, the more the busier the driver is. Half of what comes at random waits for what is being
    /// served (M/D/1); one slot waits for nobody. Never more than the time from one launch to the next.
    /// </summary>
    /// <param name="outsideMs">Time of a task in the driver's hands, waiting included.</param>
    /// <param name="spacingMs">From one launch to the next.</param>
    /// <param name="slots">Slots whose tasks it serves.</param>
    internal static double Served(double outsideMs, double spacingMs, int slots)
    {
        var (low, high) = (0.0, Math.Min(outsideMs, spacingMs));
        for (var step = 0; step < 40; step++)
        {
            var served = (low + high) / 2;
            var waited = (slots - 1) / (double)slots * served * served / (2 * Math.Max(spacingMs - served, 1e-9));
            (low, high) = served + waited < outsideMs ? (served, high) : (low, served);
        }

        return high;
    }
}
