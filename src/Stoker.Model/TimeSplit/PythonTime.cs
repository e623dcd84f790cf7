using Stoker.Model.Columns;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Model.TimeSplit;

/// <summary>
/// Time in Python workers by task of a stage attempt: from the SQL metrics of Python nodes where the version logs them (Spark 4), else bounded by
/// the run time in which the JVM's thread neither computed nor waited for anything known.
/// </summary>
internal sealed class PythonTime
{
    private const long NanosecondsInMillisecond = 1_000_000;

    private readonly MetricColumn[] _measured;
    private readonly MetricColumn? _cpu;

    /// <summary>Whether Python may have run of which no metric tells.</summary>
    private readonly bool _isOpen;

    private PythonTime(MetricColumn[] measured, bool isOpen, MetricColumn? cpu)
    {
        _measured = measured;
        _isOpen = isOpen;
        _cpu = cpu;
    }

    /// <param name="stage">The stage attempt.</param>
    /// <param name="metrics">Gives the metrics of the stage's plan; asked only for a stage that runs a Python node, since it reads the plan.</param>
    public static PythonTime Of(StageAttempt stage, Func<PythonMetrics> metrics)
    {
        var cpu = stage.Tasks.Metric(TaskMetric.ExecutorCpuTime);
        var runsRdd = stage.Rdds.Any(rdd => rdd.Name.Contains("PythonRDD", StringComparison.Ordinal));
        if (!stage.Rdds.Any(rdd => IsPythonNode(rdd.ScopeName)))
        {
            return new PythonTime([], runsRdd, cpu);
        }

        var plan = metrics();
        MetricColumn[] measured = [.. plan.RunTimes.Select(metric => stage.Tasks.SqlMetric(metric)?.Values).OfType<MetricColumn>()];

        // A stage that reads cached rows has the node in its lineage and does not run it; then its tasks report other metrics of the plan only.
        var isNotRun = measured.Length == 0 && plan.RunTimes.Count > 0 && plan.NamesAll(stage.Tasks.SqlMetricIds);
        return new PythonTime(measured, runsRdd || (measured.Length == 0 && !isNotRun), cpu);
    }

    /// <summary>The least and the most milliseconds that an attempt can have spent in Python workers.</summary>
    /// <param name="tasks">The tasks of the stage attempt.</param>
    /// <param name="row">The attempt.</param>
    /// <param name="activeMs">Run time less GC and fetch wait.</param>
    /// <param name="leftMs">Run time that no other phase claimed.</param>
    public (long Least, long Most) Of(TaskTable tasks, int row, long activeMs, long leftMs)
    {
        if (!_isOpen && _measured.Length == 0)
        {
            return (0, 0);
        }

        // While its thread computes, a task does not wait for Python.
        var computed = Math.Max(0, _cpu?[row] ?? 0) / NanosecondsInMillisecond;
        var limit = Math.Clamp(activeMs - computed, 0, leftMs);

        // Chained operators of a task overlap (seen: 3.5 s and 3.8 s in a task of 3.9 s) or follow each other: the truth is between longest and sum.
        var (longest, sum) = (0L, 0L);
        var index = tasks.Index(row);
        foreach (var values in _measured)
        {
            var value = (uint)index < (uint)values.Count ? Math.Clamp(values[index], 0, limit) : 0;
            longest = Math.Max(longest, value);
            sum = Math.Min(limit, sum + value);
        }

        return (longest, _isOpen ? limit : sum);
    }

    /// <summary>Names of nodes: event-logs.md, section 7 (BatchEvalPython, ArrowEvalPython, MapInPandas, FlatMapGroupsInArrow, TransformWithStateInPySpark, …).</summary>
    private static bool IsPythonNode(string? name) => name is not null
        && (name.Contains("Python", StringComparison.Ordinal) || name.Contains("InPandas", StringComparison.Ordinal) || name.Contains("InArrow", StringComparison.Ordinal)
            || name.Contains("InPySpark", StringComparison.Ordinal));
}
