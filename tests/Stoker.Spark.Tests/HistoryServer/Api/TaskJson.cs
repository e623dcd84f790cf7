using System.Globalization;
using System.Text.Json.Nodes;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Task attempts of one stage attempt (source: TaskData in api.scala, AppStatusStore.constructTaskData).</summary>
internal sealed class TaskJson(StageAttempt stage, Timestamp lastUpdated, IReadOnlyDictionary<string, JsonObject> executorLogs)
{
    private readonly TaskTable _tasks = stage.Tasks;
    private readonly ILookup<int, TaskAccumulable> _accumulables = stage.Tasks.Accumulables.ToLookup(accumulable => accumulable.Row);
    private readonly Dictionary<int, TaskFailure> _failures = stage.Tasks.Failures.ToDictionary(failure => failure.Row);

    public static string StatusOf(TaskTable tasks, int row) => tasks.Status(row).ToString().ToUpperInvariant();

    /// <summary>Duration as the server has it: up to the last write of the log for an attempt without an end.</summary>
    public static long DurationOf(TaskTable tasks, int row, Timestamp lastUpdated) =>
        tasks.Status(row) == TaskAttemptStatus.Running ? (lastUpdated - tasks.LaunchTime(row)).Value : tasks.Duration(row).Value;

    /// <summary>The server reads missing metrics of an attempt that ended as zeros (JsonProtocol.taskMetricsFromJson); the model knows no delay then.</summary>
    public static long SchedulerDelayOf(TaskTable tasks, int row) => tasks.HasMetrics(row) || tasks.Status(row) == TaskAttemptStatus.Running
        ? tasks.SchedulerDelay(row).Value
        : Math.Max(0, tasks.Duration(row).Value - tasks.GettingResultTime(row).Value);

    public JsonObject Of(int row)
    {
        var duration = DurationOf(_tasks, row, lastUpdated);
        var gettingResult = _tasks.GettingResultTime(row);
        var json = new JsonObject
        {
            ["taskId"] = _tasks.TaskId(row).Value,
            ["index"] = _tasks.Index(row),
            ["attempt"] = _tasks.Attempt(row),
            ["partitionId"] = _tasks.PartitionId(row) ?? -1,
            ["launchTime"] = SparkDate.Write(_tasks.LaunchTime(row)),
        };
        if (gettingResult > Milliseconds.Zero)
        {
            json["resultFetchStart"] = SparkDate.Write(new Timestamp(_tasks.LaunchTime(row).EpochMilliseconds + duration - gettingResult.Value));
        }

        if (duration > 0)
        {
            json["duration"] = duration;
        }

        json["executorId"] = _tasks.ExecutorId(row);
        json["host"] = _tasks.Host(row);
        json["status"] = StatusOf(_tasks, row);
        json["taskLocality"] = LocalityName(_tasks.Locality(row));
        json["speculative"] = _tasks.IsSpeculative(row);
        json["accumulatorUpdates"] = JsonObjects.List(_accumulables[row].Select(Accumulable));
        json.AddIfKnown("errorMessage", _failures.GetValueOrDefault(row)?.Message);
        json.AddIfKnown("taskMetrics", _tasks.Status(row) != TaskAttemptStatus.Running ? TaskMetricsJson.Of(_tasks, row) : null);
        json["executorLogs"] = executorLogs.GetValueOrDefault(_tasks.ExecutorId(row))?.DeepClone() ?? new JsonObject();
        json["schedulerDelay"] = SchedulerDelayOf(_tasks, row);
        json["gettingResultTime"] = gettingResult.Value;
        return json;
    }

    public JsonObject Map(IEnumerable<int> rows)
    {
        var json = new JsonObject();
        foreach (var row in rows)
        {
            json[_tasks.TaskId(row).Value.ToString(CultureInfo.InvariantCulture)] = Of(row);
        }

        return json;
    }

    private static string LocalityName(TaskLocality locality) => locality switch
    {
        TaskLocality.ProcessLocal => "PROCESS_LOCAL",
        TaskLocality.NodeLocal => "NODE_LOCAL",
        TaskLocality.NoPreference => "NO_PREF",
        TaskLocality.RackLocal => "RACK_LOCAL",
        _ => "ANY",
    };

    private static JsonObject Accumulable(TaskAccumulable accumulable)
    {
        var json = new JsonObject { ["id"] = accumulable.Id.Value, ["name"] = accumulable.Name };
        json.AddIfKnown("update", accumulable.Update);
        json["value"] = accumulable.Value;
        return json;
    }
}
