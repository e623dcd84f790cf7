using System.Text;
using Stoker.Model;
using Stoker.Model.Columns;
using Stoker.Model.Jobs;
using Stoker.Model.Settings;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>Changes a sketched application into one with settings, attempts of any end, and a plan.</summary>
internal static class SketchedRun
{
    private static readonly string[] Names = ["1", "2", "3", "4"];

    /// <summary>Two executors of two slots, one stage of two tasks that take 20 of 60 s.</summary>
    public static Application Plain() => new ApplicationSketch().Executor("1", 2, 0).Executor("2", 2, 0)
        .Job(0, "count at job.py:12", 0, 20_000, [new SketchedTask("1", 0, 20_000), new SketchedTask("2", 0, 20_000)]).Build();

    /// <summary>The same with these Spark properties and no others.</summary>
    public static Application With(this Application application, params (string Key, string Value)[] settings) => application with
    {
        Settings = new ApplicationSettings(new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> { ["Spark Properties"] = [.. settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))] }),
    };

    /// <summary>The same with other attempts in its first stage; each metric is what the tasks reported in all.</summary>
    public static Application WithAttempts(this Application application, IReadOnlyList<SketchedAttempt> attempts, params (long Id, long Value)[] metrics)
    {
        var table = new TaskTableBuilder(attempts.Count);
        for (var row = 0; row < attempts.Count; row++)
        {
            var attempt = attempts[row];
            var status = attempt.Reason switch
            {
                TaskEndReason.Success => TaskAttemptStatus.Success,
                TaskEndReason.TaskKilled or TaskEndReason.TaskCommitDenied => TaskAttemptStatus.Killed,
                _ => TaskAttemptStatus.Failed,
            };
            var executor = Array.IndexOf(Names, attempt.Executor);
            table.Append(new TaskRow(new TaskId(row), attempt.Index, 0, attempt.Index, ApplicationSketch.Start + new Milliseconds(attempt.FromMs), new Milliseconds(attempt.Ms), Milliseconds.Zero, executor, executor, TaskFlags.Pack(TaskLocality.ProcessLocal, attempt.IsSpeculative, true, status, attempt.Reason)));
            var values = new long[TaskMetrics.Count];
            values[(int)TaskMetric.ExecutorRunTime] = attempt.Ms;
            values[(int)TaskMetric.ShuffleBytesWritten] = attempt.ShuffleWritten;
            var logged = (1ul << (int)TaskMetric.ExecutorRunTime) | (1ul << (int)TaskMetric.ShuffleBytesWritten);
            table.SetMetrics(logged, logged, values);
            if (status != TaskAttemptStatus.Success)
            {
                table.Add(new TaskFailure(row, attempt.Reason, attempt.Message, attempt.ClassName, null));
            }
        }

        var sqlMetrics = metrics.ToDictionary(metric => new AccumulatorId(metric.Id), metric => ValuesOf(metric.Value));
        var stage = application.Stages[0] with { Tasks = table.Freeze(sqlMetrics, new TaskNames(Names, Names)), TaskCount = attempts.Select(attempt => attempt.Index).Distinct().Count() };
        return application with { Stages = [stage, .. application.Stages.Skip(1)] };
    }

    /// <summary>The same with its first job as a SQL execution of a plan.</summary>
    public static Application WithPlan(this Application application, string json, params (string Key, string Value)[] modified)
    {
        var execution = new SqlExecution
        {
            Id = new ExecutionId(0),
            RootId = new ExecutionId(0),
            StartTime = ApplicationSketch.Start,
            EndTime = ApplicationSketch.Start + new Milliseconds(20_000),
            Status = SqlExecutionStatus.Completed,
            Jobs = [new JobId(0)],
            Stages = [new StageId(0)],
            ModifiedConfigs = [.. modified.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))],
            MetricStages = [application.Stages[0]],
            Plan = new SqlPlan(new StoredJson(Encoding.UTF8.GetBytes(json)), null),
        };
        return application with
        {
            SqlExecutions = [execution],
            Jobs = [.. application.Jobs.Select(job => job.Id == new JobId(0) ? job with { Execution = new ExecutionId(0) } : job)],
        };
    }

    /// <summary>A node of a plan.</summary>
    public static string Node(string name, string text, string[]? children = null, params (string Name, long Id, string Type)[] metrics) =>
        $$"""{"nodeName":"{{name}}","simpleString":"{{text}}","children":[{{string.Join(',', children ?? [])}}],"metadata":{},"metrics":[{{string.Join(',', metrics.Select(metric => $$"""{"name":"{{metric.Name}}","accumulatorId":{{metric.Id}},"metricType":"{{metric.Type}}"}"""))}}]}""";

    private static SqlMetricValues ValuesOf(long value)
    {
        var column = new MetricColumnBuilder(1);
        column.Set(0, value);
        return new SqlMetricValues(column.Freeze(), 1, value, new TaskId(0));
    }
}
