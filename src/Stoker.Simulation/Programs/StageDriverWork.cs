using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>Serial work of the driver for the tasks of a stage, where it ran them itself.</summary>
/// <param name="Share">Share of the slot time of its tasks, less their waits for the driver, that is the driver's work.</param>
/// <param name="WaitShare">Share of the time outside a task's own in which it waited for the driver to be done with others.</param>
internal readonly record struct StageDriverWork(double Share, double WaitShare)
{
    /// <summary>Time that a task waited for a busy driver, in ms.</summary>
    public double WaitOf(TaskTable tasks, int row, double heldMs) => WaitShare <= 0 ? 0 : WaitShare * OutsideMs(tasks, row, heldMs);

    /// <summary>Slot time in which the task itself did nothing, in ms.</summary>
    public static double OutsideMs(TaskTable tasks, int row, double heldMs) =>
        Math.Max(0, heldMs - Metric(tasks, TaskMetric.ExecutorDeserializeTime, row) - Metric(tasks, TaskMetric.ExecutorRunTime, row) - Metric(tasks, TaskMetric.ResultSerializationTime, row));

    private static long Metric(TaskTable tasks, TaskMetric metric, int row) => tasks.Metric(metric) is { } column ? column[row] : 0;
}
