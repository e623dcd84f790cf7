using Stoker.Model.Columns;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Model.TimeSplit;

/// <summary>
/// Time in Python workers by task of a stage attempt: from the SQL metrics of Python nodes where the version logs them (Spark 4), else bounded by
/// the run time that the JVM's thread did not compute.
/// </summary>
internal sealed class PythonTime
{
    /// <summary>Wall time of the whole exchange with the worker, ms; source: PythonSQLMetrics.scala.</summary>
    private const string RunMetric = "time to run Python workers";

    private const long NanosecondsInMillisecond = 1_000_000;

    private readonly MetricColumn[] _measured;
    private readonly MetricColumn? _cpu;

    private PythonTime(MetricColumn[] measured, bool isBound, MetricColumn? cpu)
    {
        _measured = measured;
        _cpu = cpu;
        IsBound = isBound;
    }

    /// <summary>Whether values are upper bounds.</summary>
    public bool IsBound { get; }

    /// <param name="stage">The stage attempt.</param>
    /// <param name="metrics">Gives the metrics of the stage's plan; asked only for a stage that runs Python, since it reads the plan.</param>
    public static PythonTime Of(StageAttempt stage, Func<IReadOnlyList<SqlMetric>> metrics)
    {
        if (!RunsPython(stage))
        {
            return new PythonTime([], isBound: false, null);
        }

        MetricColumn[] measured = [.. metrics().Select(metric => stage.Tasks.SqlMetric(metric.Id)?.Values).OfType<MetricColumn>()];
        return new PythonTime(measured, isBound: measured.Length == 0, stage.Tasks.Metric(TaskMetric.ExecutorCpuTime));
    }

    /// <summary>Metrics of an execution's plan that carry the time in Python workers.</summary>
    public static IReadOnlyList<SqlMetric> RunMetrics(SqlExecution execution) =>
        [.. execution.Plan.Root?.Descend().SelectMany(node => node.Metrics).Where(metric => metric.Name == RunMetric).DistinctBy(metric => metric.Id) ?? []];

    /// <summary>Whether a stage has a Python operator or a Python RDD in its lineage.</summary>
    public static bool RunsPython(StageAttempt stage)
    {
        foreach (var rdd in stage.Rdds)
        {
            if (IsPython(rdd.ScopeName) || IsPython(rdd.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Milliseconds in Python workers of a row, at most <paramref name="run"/>, what is left of its run time after the JVM's own waits.</summary>
    public long Milliseconds(TaskTable tasks, int row, long run)
    {
        if (IsBound)
        {
            return _cpu is null ? run : Math.Clamp(run - (_cpu[row] / NanosecondsInMillisecond), 0, run);
        }

        // Chained operators of a task overlap (seen: 3.5 s and 3.8 s in a task of 3.9 s), so that their times must not be added.
        long longest = 0;
        var index = tasks.Index(row);
        foreach (var values in _measured)
        {
            longest = Math.Max(longest, (uint)index < (uint)values.Count ? values[index] : 0);
        }

        return Math.Min(longest, run);
    }

    private static bool IsPython(string? name) => name is not null
        && (name.Contains("Python", StringComparison.Ordinal) || name.Contains("Pandas", StringComparison.Ordinal) || name.Contains("InArrow", StringComparison.Ordinal));
}
