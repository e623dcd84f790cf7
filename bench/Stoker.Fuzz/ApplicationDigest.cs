using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Reading;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Fuzz;

/// <summary>Everything that an application holds, as text: two applications are the same when their texts are.</summary>
internal sealed class ApplicationDigest
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = [];

    private readonly StringBuilder _text = new();

    /// <summary>The whole text, for tests that show where two applications differ.</summary>
    public static string Text(Application application)
    {
        var digest = new ApplicationDigest();
        digest.Write("application", application);
        return digest._text.ToString();
    }

    /// <summary>A hash of the text.</summary>
    public static string Hash(Application application) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Text(application))));

    private void Write(string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string or bool or Enum:
                Line(name, value.ToString());
                break;
            case IFormattable number when value.GetType().IsPrimitive:
                Line(name, number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case TaskTable tasks:
                WriteTasks(tasks);
                break;
            case StageTotals totals:
                WriteMetrics<TaskMetric>(name, metric => totals[metric]);
                break;
            case ExecutorPeaks peaks:
                WriteMetrics<ExecutorMetric>(name, metric => peaks[metric]);
                break;
            case SqlPlan plan:
                WritePlan(plan);
                break;
            case IDictionary map:
                WriteMap(name, map);
                break;
            case IEnumerable items:
                WriteItems(name, items);
                break;
            default:
                WriteObject(name, value);
                break;
        }
    }

    private void WriteObject(string name, object value)
    {
        Line(name, "{");
        foreach (var property in Properties.GetOrAdd(value.GetType(), type => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsContent)]))
        {
            Write(property.Name, property.GetValue(value));
        }

        switch (value)
        {
            case StageAttempt stage:
                Write("SummarizeExecutors", stage.SummarizeExecutors());
                break;
            case SqlExecution execution:
                foreach (var metric in (execution.Plan.Graph?.Nodes ?? []).SelectMany(node => node.Metrics).Distinct())
                {
                    Write(metric.Name, execution.Total(metric));
                }

                break;
        }

        _text.Append("}\n");
    }

    /// <summary>How much was read at a time does not belong to what was read.</summary>
    private static bool IsContent(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0 && property is not { Name: nameof(ReadingReport.InputBytes) } && property.PropertyType != typeof(PlanNode);

    private void WriteMap(string name, IDictionary map)
    {
        var entries = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in map)
        {
            entries[entry.Key.ToString() ?? ""] = entry.Value;
        }

        foreach (var (key, value) in entries)
        {
            Write($"{name}[{key}]", value);
        }
    }

    private void WriteItems(string name, IEnumerable items)
    {
        var position = 0;
        foreach (var item in items)
        {
            Write($"{name}[{position++}]", item);
        }
    }

    private void WriteMetrics<T>(string name, Func<T, long?> read)
        where T : struct, Enum
    {
        foreach (var metric in Enum.GetValues<T>())
        {
            if (read(metric) is { } value)
            {
                Line($"{name}.{metric}", value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private void WritePlan(SqlPlan plan)
    {
        Line("Description", plan.Description);
        Write("Graph", plan.Graph);
    }

    private void WriteTasks(TaskTable tasks)
    {
        for (var row = 0; row < tasks.Count; row++)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{tasks.TaskId(row)} {tasks.Index(row)} {tasks.Attempt(row)} {tasks.PartitionId(row)} ")
                .Append(CultureInfo.InvariantCulture, $"{tasks.LaunchTime(row).EpochMilliseconds} {tasks.FinishTime(row)?.EpochMilliseconds} {tasks.Duration(row).Value} ")
                .Append(CultureInfo.InvariantCulture, $"{tasks.GettingResultTime(row).Value} {tasks.ExecutorId(row)} {tasks.Host(row)} {tasks.Locality(row)} ")
                .Append(CultureInfo.InvariantCulture, $"{tasks.IsSpeculative(row)} {tasks.HasMetrics(row)} {tasks.Status(row)} {tasks.EndReason(row)} {tasks.SchedulerDelay(row).Value}");
            foreach (var metric in Enum.GetValues<TaskMetric>())
            {
                _text.Append(' ').Append(tasks.Metric(metric)?[row]);
            }

            _text.Append('\n');
        }

        foreach (var id in tasks.SqlMetricIds.Order())
        {
            Write($"SqlMetric[{id}]", tasks.SqlMetric(id));
        }

        Write("Failures", tasks.Failures);
        Write("Accumulables", tasks.Accumulables);
    }

    private void Line(string name, string? value) => _text.Append(name).Append(": ").Append(value).Append('\n');
}
