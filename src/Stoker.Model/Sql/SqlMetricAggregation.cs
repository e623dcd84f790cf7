using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Model.Sql;

/// <summary>Joins the values of a SQL metric over stages and driver.</summary>
internal static class SqlMetricAggregation
{
    public static SqlMetricTotal? Total(SqlExecution execution, SqlMetric metric)
    {
        List<long> values = [];

        // Indices that never reported hold 0. They are counted, not listed: a damaged log may claim two billion tasks.
        long zeros = 0;
        (long Value, StageAttemptId Stage, TaskId Task)? maximum = null;
        foreach (var stage in execution.MetricStages)
        {
            if (stage.Tasks.SqlMetric(metric.Id) is not { } reported)
            {
                continue;
            }

            values.AddRange(reported.Values.ToArray().AsSpan(0, Math.Min(reported.Values.Count, reported.TaskCount)));
            zeros += Math.Max(0, reported.TaskCount - reported.Values.Count);
            if (maximum is null || reported.Maximum > maximum.Value.Value)
            {
                maximum = (reported.Maximum, stage.Id, reported.MaximumTask);
            }
        }

        foreach (var (id, value) in execution.DriverValues)
        {
            if (id == metric.Id)
            {
                maximum = maximum is { } known && value > known.Value ? null : maximum;
                values.Add(value);
            }
        }

        return values.Count + zeros == 0 ? null : Summarize(values, zeros, metric.Type, maximum);
    }

    private static SqlMetricTotal Summarize(List<long> values, long zeros, string type, (long Value, StageAttemptId Stage, TaskId Task)? maximum)
    {
        // Initial values (-1; 0 for averages) mean that nothing was measured; types that Spark does not know count like sizes (MetricUtils.stringValue).
        if (type == "average")
        {
            values.RemoveAll(value => value <= 0);
            zeros = 0;
        }
        else if (type != "sum")
        {
            values.RemoveAll(value => value < 0);
        }

        values.Sort();
        var sorted = new SortedValues(values, zeros);
        return new SqlMetricTotal
        {
            Count = (int)Math.Min(sorted.Count, int.MaxValue),
            Sum = sorted.Sum(),
            Minimum = sorted.Count > 0 ? sorted[0] : 0,
            Median = sorted.Count > 0 ? sorted[sorted.Count / 2] : 0,
            Maximum = sorted.Count > 0 ? sorted[sorted.Count - 1] : 0,
            MaximumStage = maximum?.Stage,
            MaximumTask = maximum?.Task,
        };
    }

    /// <summary>Values in order, with zeros between the negative and the other ones that are not listed.</summary>
    private readonly struct SortedValues(List<long> values, long zeros)
    {
        private readonly int _firstNotNegative = values.FindIndex(value => value >= 0) is var found && found >= 0 ? found : values.Count;

        public long Count => values.Count + zeros;

        public long this[long position] => position < _firstNotNegative ? values[(int)position]
            : position < _firstNotNegative + zeros ? 0
            : values[(int)(position - zeros)];

        /// <summary>The sum; wraps as Spark's does.</summary>
        public long Sum()
        {
            long sum = 0;
            foreach (var value in values)
            {
                sum += value;
            }

            return sum;
        }
    }
}
