using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Model.TimeSplit;

/// <summary>
/// Time in Python workers by task of a stage attempt: from the SQL metrics of Python nodes where the version logs them (Spark 4), else bounded by
/// run time that the JVM's thread did not compute.
/// </summary>
internal sealed class PythonTime
{
    /// <summary>Wall time of a whole exchange with the worker; source: PythonSQLMetrics.scala.</summary>
    private const string RunMetric = "time to run Python workers";

    private const double NanosecondsInMillisecond = 1e6;

    private readonly IReadOnlyList<SqlMetricValues>? _run;

    private PythonTime(IReadOnlyList<SqlMetricValues>? run, bool isBound)
    {
        _run = run;
        IsBound = isBound;
    }

    public static PythonTime None { get; } = new(null, isBound: false);

    /// <summary>Whether values are upper bounds.</summary>
    public bool IsBound { get; }

    public static PythonTime Of(StageAttempt stage, IReadOnlyList<SqlMetric> runMetrics)
    {
        var values = runMetrics.Select(metric => stage.Tasks.SqlMetric(metric.Id)).OfType<SqlMetricValues>().ToList();
        return values.Count > 0 ? new PythonTime(values, isBound: false) : RunsPython(stage) ? new PythonTime(null, isBound: true) : None;
    }

    /// <summary>Metrics of an execution's plan that carry the time in Python workers; the plan is read only if a stage names a Python operator.</summary>
    public static IReadOnlyList<SqlMetric> RunMetrics(SqlExecution execution) =>
        [.. execution.Plan.Root?.Descend().SelectMany(node => node.Metrics).Where(metric => metric.Name == RunMetric).DistinctBy(metric => metric.Id) ?? []];

    public static bool RunsPython(StageAttempt stage) => stage.Rdds.Any(rdd => IsPython(rdd.ScopeName) || IsPython(rdd.Name));

    /// <summary>Milliseconds in Python workers of a row, at most <paramref name="runMs"/>.</summary>
    public long Ms(TaskTable tasks, int row, long runMs)
    {
        if (_run is { } run)
        {
            var index = tasks.Index(row);

            // Chained operators of a task overlap, so that their times must not be added.
            var longest = run.Max(values => index < values.Values.Count ? values.Values[index] : 0);
            return Math.Clamp(longest, 0, runMs);
        }

        if (!IsBound || tasks.Metric(TaskMetric.ExecutorCpuTime) is not { } cpu)
        {
            return IsBound ? runMs : 0;
        }

        return Math.Clamp(runMs - (long)(cpu[row] / NanosecondsInMillisecond), 0, runMs);
    }

    private static bool IsPython(string? name) => name is not null
        && (name.Contains("Python", StringComparison.Ordinal) || name.Contains("Pandas", StringComparison.Ordinal) || name.Contains("InArrow", StringComparison.Ordinal));
}
