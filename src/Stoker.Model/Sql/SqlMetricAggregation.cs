using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Model.Sql;

/// <summary>Joins the values of a SQL metric over stages and driver.</summary>
internal static class SqlMetricAggregation
{
    public static SqlMetricTotal? Total(SqlExecution execution, SqlMetric metric)
    {
        List<long> values = [];
        (long Value, StageAttemptId Stage, TaskId Task)? maximum = null;
        foreach (var stage in execution.MetricStages)
        {
            if (stage.Tasks.SqlMetric(metric.Id) is not { } reported)
            {
                continue;
            }

            for (var index = 0; index < reported.TaskCount; index++)
            {
                values.Add(index < reported.Values.Count ? reported.Values[index] : 0);
            }

            if (maximum is null || reported.Maximum > maximum.Value.Value)
            {
                maximum = (reported.Maximum, stage.Id, reported.MaximumTask);
            }
        }

        if (execution.DriverValues.TryGetValue(metric.Id, out var driver))
        {
            maximum = values.Count > 0 && maximum is { } known && driver <= known.Value ? maximum : null;
            values.Add(driver);
        }

        return values.Count == 0 ? null : Summarize(values, metric.Type, maximum);
    }

    private static SqlMetricTotal Summarize(List<long> values, string type, (long Value, StageAttemptId Stage, TaskId Task)? maximum)
    {
        // Initial values (-1; 0 for averages) mean that nothing was measured.
        if (type is "size" or "timing" or "nsTiming")
        {
            values.RemoveAll(value => value < 0);
        }
        else if (type == "average")
        {
            values.RemoveAll(value => value <= 0);
        }

        values.Sort();
        return new SqlMetricTotal
        {
            Count = values.Count,
            Sum = values.Sum(),
            Minimum = values.Count > 0 ? values[0] : 0,
            Median = values.Count > 0 ? values[values.Count / 2] : 0,
            Maximum = values.Count > 0 ? values[^1] : 0,
            MaximumStage = maximum?.Stage,
            MaximumTask = maximum?.Task,
        };
    }
}
