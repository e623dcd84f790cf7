using System.Globalization;
using System.Text.Json.Nodes;
using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>What is asked for below <c>/stages</c> (source: StagesResource.scala).</summary>
internal sealed class StageRoutes(LoadedApplication loaded, ServerVersion server)
{
    private const string FiveNumbers = "0.0,0.25,0.5,0.75,1.0";
    private const string SummaryQuantiles = "0.05,0.25,0.5,0.75,0.95";

    private readonly Application _application = loaded.Application;
    private readonly Dictionary<string, JsonObject> _executorLogs = new ExecutorJson(loaded, server).Logs();

    public RestAnswer Get(IReadOnlyList<string> path, RestQuery query)
    {
        if (path.Count == 0)
        {
            var states = query.Choices("status");
            var hasDetails = query.Flag("details", false);
            var taskStates = hasDetails ? query.Choices("taskStatus") : [];
            var selected = _application.Stages.Reverse().Where(stage =>
                (states.Count == 0 || states.Contains(StageJson.StatusOf(stage))) && (taskStates.Count == 0 || HasTasks(stage, taskStates)));
            return RestAnswer.Of(JsonObjects.List(selected.Select(stage => Stage(stage, query, hasDetails))));
        }

        var id = new StageId(int.Parse(path[0], CultureInfo.InvariantCulture));
        StageAttempt[] attempts = [.. _application.FindStages(id)];
        if (attempts.Length == 0)
        {
            return RestAnswer.NotFound($"unknown stage: {id}");
        }

        if (path.Count == 1)
        {
            return RestAnswer.Of(JsonObjects.List(attempts.Select(stage => Stage(stage, query, query.Flag("details", true)))));
        }

        var number = int.Parse(path[1], CultureInfo.InvariantCulture);
        if (Array.Find(attempts, stage => stage.Id.Attempt == number) is not { } attempt)
        {
            return RestAnswer.NotFound($"unknown attempt for stage {id}.  Found attempts: [{string.Join(',', attempts.Select(stage => stage.Id.Attempt))}]");
        }

        return path.Count == 2 ? RestAnswer.Of(Stage(attempt, query, query.Flag("details", true)))
            : path[2] == "taskSummary" ? TaskSummary(attempt, query)
            : RestAnswer.Of(TaskList(attempt, query));
    }

    /// <summary>With details, a filter on tasks also leaves out stages without such tasks.</summary>
    private static bool HasTasks(StageAttempt stage, HashSet<string> states) =>
        (states.Contains("SUCCESS") && stage.CompletedTasks > 0)
        || (states.Contains("FAILED") && stage.FailedTasks > 0)
        || (states.Contains("KILLED") && stage.KilledTasks > 0)
        || (states.Contains("RUNNING") && stage.ActiveTasks > 0)
        || (states.Contains("UNKNOWN") && stage.TaskCount - stage.CompletedTasks - stage.FailedTasks - stage.KilledTasks - stage.ActiveTasks > 0);

    private RestAnswer TaskSummary(StageAttempt stage, RestQuery query) =>
        TaskQuantiles.Of(stage, query.Quantiles(SummaryQuantiles), loaded.LastUpdated) is { } summary
            ? RestAnswer.Of(summary)
            : RestAnswer.NotFound($"No tasks reported metrics for {stage.Id.Stage} / {stage.Id.Attempt} yet.");

    private JsonObject Stage(StageAttempt stage, RestQuery query, bool hasDetails)
    {
        var json = StageJson.Of(stage, server);
        if (hasDetails)
        {
            var states = query.Choices("taskStatus");
            var rows = Enumerable.Range(0, stage.Tasks.Count).Where(row => states.Count == 0 || states.Contains(TaskJson.StatusOf(stage.Tasks, row)));
            json["tasks"] = Tasks(stage).Map(rows);
            json["executorSummary"] = StageExecutorJson.Of(stage, server);
            json.AddIfKnown("speculationSummary", Speculation(stage.Tasks));
        }

        if (query.Flag("withSummaries", false))
        {
            var quantiles = query.Quantiles(FiveNumbers);
            json.AddIfKnown("taskMetricsDistributions", TaskQuantiles.Of(stage, quantiles, loaded.LastUpdated));
            json.AddIfKnown("executorMetricsDistributions", StageExecutorJson.Distributions(stage, quantiles, server));
        }

        return json;
    }

    private JsonArray TaskList(StageAttempt stage, RestQuery query)
    {
        var tasks = stage.Tasks;
        var states = query.Choices("status");
        var rows = Enumerable.Range(0, tasks.Count)
            .Where(row => states.Count == 0 || states.Contains(TaskJson.StatusOf(tasks, row)))
            .OrderBy(row => tasks.TaskId(row));
        var ordered = (query.Find("sortBy") ?? "ID").ToUpperInvariant() switch
        {
            "RUNTIME" or "INCREASING_RUNTIME" => rows.OrderBy(RunTime).ThenBy(row => tasks.TaskId(row)),
            "-RUNTIME" or "DECREASING_RUNTIME" => rows.OrderByDescending(RunTime).ThenByDescending(row => tasks.TaskId(row)),
            _ => rows,
        };
        var json = Tasks(stage);
        return JsonObjects.List(ordered.Skip(Math.Max(0, query.Number("offset", 0))).Take(query.Number("length", 20)).Select(json.Of));

        // The server keeps metrics of attempts without success as -(x + 1), and -1 where there are none (SPARK-26260).
        long RunTime(int row) => !tasks.HasMetrics(row) ? -1
            : tasks.Metric(TaskMetric.ExecutorRunTime)?[row] is var time && tasks.Status(row) == TaskAttemptStatus.Success ? time ?? 0
            : -(time ?? 0) - 1;
    }

    private TaskJson Tasks(StageAttempt stage) => new(stage, loaded.LastUpdated, _executorLogs);

    private static JsonObject? Speculation(TaskTable tasks)
    {
        var speculative = Enumerable.Range(0, tasks.Count).Where(tasks.IsSpeculative).Select(tasks.Status).ToArray();
        return speculative.Length == 0 ? null : new JsonObject
        {
            ["numTasks"] = speculative.Length,
            ["numActiveTasks"] = speculative.Count(status => status == TaskAttemptStatus.Running),
            ["numCompletedTasks"] = speculative.Count(status => status == TaskAttemptStatus.Success),
            ["numFailedTasks"] = speculative.Count(status => status == TaskAttemptStatus.Failed),
            ["numKilledTasks"] = speculative.Count(status => status == TaskAttemptStatus.Killed),
        };
    }
}
