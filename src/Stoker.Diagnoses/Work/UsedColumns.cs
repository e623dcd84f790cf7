using System.Buffers;
using Stoker.Model.Columns;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Work;

/// <summary>Metric columns of a task table, restricted to the attempts whose result was used.</summary>
internal readonly struct UsedColumns(TaskTable tasks, bool[] used)
{
    /// <summary>The sum of a metric; 0 when no task logged it.</summary>
    public long Sum(TaskMetric metric)
    {
        if (tasks.Metric(metric) is not { } column || IsZero(column))
        {
            return 0;
        }

        var values = ArrayPool<long>.Shared.Rent(column.Count);
        column.CopyTo(values);
        long sum = 0;
        for (var row = 0; row < column.Count; row++)
        {
            sum += used[row] ? Math.Max(0, values[row]) : 0;
        }

        ArrayPool<long>.Shared.Return(values);
        return sum;
    }

    /// <summary>Sums that need several metrics of a task at once.</summary>
    public void SumJointly(StageWork work)
    {
        var count = tasks.Count;
        var run = Rent(TaskMetric.ExecutorRunTime);
        var gc = Rent(TaskMetric.JvmGcTime);
        var spill = Rent(TaskMetric.DiskBytesSpilled);
        long gcSum = 0, excess = 0, spillingRun = 0;
        var spilling = 0;
        for (var row = 0; row < count; row++)
        {
            if (!used[row])
            {
                continue;
            }

            // A damaged log may hold a run time below 0: it counts as none.
            var ran = Math.Max(0, run[row]);
            var collected = Math.Clamp(gc[row], 0, ran);
            gcSum += collected;
            excess += Math.Clamp(collected - (ran / 20), 0, ran / 100 * 95);
            if (spill[row] > 0)
            {
                spilling++;
                spillingRun += run[row];
            }
        }

        (work.GcMs, work.ExcessGcMs) = (gcSum, excess);
        (work.SpillingTasks, work.SpillingRunMs) = (spilling, spillingRun);
        CountTasksWithData(work);
        foreach (var rented in (ReadOnlySpan<long[]>)[run, gc, spill])
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private static bool IsZero(MetricColumn column) => column.IsConstant && (column.Count == 0 || column[0] == 0);

    private void CountTasksWithData(StageWork work)
    {
        var read = Rent(TaskMetric.ShuffleRecordsRead);
        var input = Rent(TaskMetric.InputRecordsRead);
        var written = Rent(TaskMetric.ShuffleRecordsWritten);
        for (var row = 0; row < tasks.Count; row++)
        {
            work.TasksWithData += used[row] && (read[row] | input[row] | written[row]) != 0 ? 1 : 0;
        }

        ArrayPool<long>.Shared.Return(read);
        ArrayPool<long>.Shared.Return(input);
        ArrayPool<long>.Shared.Return(written);
    }

    private long[] Rent(TaskMetric metric)
    {
        var values = ArrayPool<long>.Shared.Rent(tasks.Count);
        if (tasks.Metric(metric) is { } column)
        {
            column.CopyTo(values);
        }
        else
        {
            values.AsSpan(0, tasks.Count).Clear();
        }

        return values;
    }
}
