using System.Globalization;
using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>What is asked for below one application attempt (source: OneApplicationResource.scala and its sub-resources).</summary>
internal sealed class ApplicationRoutes(LoadedApplication loaded, ServerVersion server)
{
    /// <summary>First parts of the paths that there are.</summary>
    public static readonly string[] Names = ["jobs", "stages", "executors", "allexecutors", "allmiscellaneousprocess", "environment", "storage", "sql"];

    private readonly Application _application = loaded.Application;
    private readonly ExecutorJson _executors = new(loaded, server);
    private readonly StageRoutes _stages = new(loaded, server);

    /// <param name="path">Parts of the path after application and attempt.</param>
    /// <param name="query">The query.</param>
    public RestAnswer Get(IReadOnlyList<string> path, RestQuery query) => (path[0], path.Count) switch
    {
        ("jobs", 1) => Jobs(query),
        ("jobs", 2) => Job(Number(path[1])),
        ("stages", _) => _stages.Get([.. path.Skip(1)], query),
        ("executors", 1) => RestAnswer.Of(JsonObjects.List(_executors.Active().Select(_executors.Of))),
        ("allexecutors", 1) => RestAnswer.Of(JsonObjects.List(_executors.All().Select(_executors.Of))),
        ("allmiscellaneousprocess", 1) => RestAnswer.Of(JsonObjects.List(_application.MiscellaneousProcesses.Select(ExecutorJson.Of))),
        ("environment", 1) => RestAnswer.Of(EnvironmentJson.Of(_application, server)),
        ("storage", _) => new StorageRoutes(_application).Get([.. path.Skip(2)]),
        ("sql", 1) => Executions(query),
        ("sql", 2) => Execution(Number(path[1]), query),
        _ => RestAnswer.NotFound($"unknown app {_application.Id}, attempt {path[0]}"),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private RestAnswer Jobs(RestQuery query)
    {
        var states = query.Choices("status");
        return RestAnswer.Of(JsonObjects.List(
            _application.Jobs.Reverse().Where(job => states.Count == 0 || states.Contains(JobJson.StatusOf(job))).Select(JobJson.Of)));
    }

    private RestAnswer Job(int id) =>
        _application.FindJob(new JobId(id)) is { } job ? RestAnswer.Of(JobJson.Of(job)) : RestAnswer.NotFound($"unknown job: {id}");

    private RestAnswer Executions(RestQuery query)
    {
        var json = new SqlJson(loaded, server);
        var length = query.Number("length", server.DefaultSqlLength);
        var selected = _application.SqlExecutions.Skip(Math.Max(0, query.Number("offset", 0)));
        if (length > 0 || server.DefaultSqlLength > 0)
        {
            selected = selected.Take(length);
        }

        return RestAnswer.Of(JsonObjects.List(
            selected.Select(execution => json.Of(execution, query.Flag("details", true), query.Flag("planDescription", true)))));
    }

    private RestAnswer Execution(int id, RestQuery query) => _application.FindSqlExecution(new ExecutionId(id)) is { } execution
        ? RestAnswer.Of(new SqlJson(loaded, server).Of(execution, query.Flag("details", true), query.Flag("planDescription", true)))
        : RestAnswer.NotFound($"unknown query execution id: {id}");
}
