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
        var slots = application.Executors.Where(executor => executor.MaxTasks > 0).Sum(executor => executor.MaxTasks);
        _launchMs = LaunchCost.Of(application, slots);
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

        // A busy driver makes tasks wait for it: what it needs for one is no more than the time from one launch to the next.
        var driver = Math.Min(outside, (last - first) / (double)(count - 1) * count);
        var kept = whole - outside + driver;
        return outside <= 0 || kept <= 0 ? default : new StageDriverWork(driver / kept, 1 - (driver / outside));
    }
}
