using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>Bytes that a task read, from input and shuffle.</summary>
internal static class TaskBytes
{
    public static float Of(TaskTable tasks, int row) =>
        Metric(tasks, TaskMetric.InputBytesRead, row) + Metric(tasks, TaskMetric.ShuffleRemoteBytesRead, row) + Metric(tasks, TaskMetric.ShuffleLocalBytesRead, row);

    private static long Metric(TaskTable tasks, TaskMetric metric, int row) => tasks.Metric(metric) is { } column ? column[row] : 0;
}
