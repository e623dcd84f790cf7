using Stoker.Model.Tasks;

namespace Stoker.Model.Stages;

/// <summary>Sums of task metrics, over all attempts of all outcomes, as the stage page of the Spark UI shows them.</summary>
public sealed class StageTotals
{
    private readonly long[] _sums;
    private readonly ulong _present;

    internal StageTotals(long[] sums, ulong present)
    {
        _sums = sums;
        _present = present;
    }

    /// <summary>The sum in the metric's unit; absent when no task logged it.</summary>
    public long? this[TaskMetric metric] => (_present & (1ul << (int)metric)) != 0 ? _sums[(int)metric] : null;

    /// <summary>Sums over all rows of a table.</summary>
    internal static StageTotals Of(TaskTable tasks) => Of(tasks, (metric, _) => metric.Sum());

    /// <summary>Sums over some rows of a table.</summary>
    internal static StageTotals Of(TaskTable tasks, IReadOnlyList<int> rows) => Of(tasks, (metric, chosen) => SumOf(metric, chosen!), rows);

    /// <summary>The sum; wraps as Spark's does.</summary>
    private static long SumOf(Columns.MetricColumn metric, IReadOnlyList<int> rows)
    {
        long sum = 0;
        foreach (var row in rows)
        {
            sum += metric[row];
        }

        return sum;
    }

    private static StageTotals Of(TaskTable tasks, Func<Columns.MetricColumn, IReadOnlyList<int>?, long> sum, IReadOnlyList<int>? rows = null)
    {
        var sums = new long[TaskMetrics.Count];
        ulong present = 0;
        for (var metric = 0; metric < sums.Length; metric++)
        {
            if (tasks.Metric((TaskMetric)metric) is { } column && rows is not { Count: 0 })
            {
                sums[metric] = sum(column, rows);
                present |= 1ul << metric;
            }
        }

        return new StageTotals(sums, present);
    }
}
