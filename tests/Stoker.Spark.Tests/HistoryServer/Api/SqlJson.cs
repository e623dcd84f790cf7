using System.Globalization;
using System.Text.Json.Nodes;
using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>SQL executions (source: SqlResource.scala).</summary>
internal sealed class SqlJson(LoadedApplication loaded, ServerVersion server)
{
    private const string CodegenName = "WholeStageCodegen";

    private readonly Application _application = loaded.Application;

    public static string StatusOf(SqlExecution execution) => execution.Status.ToString().ToUpperInvariant();

    public JsonObject Of(SqlExecution execution, bool hasDetails, bool hasPlanText)
    {
        var start = execution.StartTime ?? SparkDate.Never;
        var json = new JsonObject
        {
            ["id"] = execution.Id.Value,
            ["status"] = StatusOf(execution),
            ["description"] = execution.Description,
            ["planDescription"] = hasPlanText ? execution.Plan.Description : "",
            ["submissionTime"] = SparkDate.Write(start),
            ["duration"] = ((execution.EndTime ?? loaded.LastUpdated) - start).Value,
            ["runningJobIds"] = Jobs(execution, JobStatus.Running),
            ["successJobIds"] = Jobs(execution, JobStatus.Succeeded),
            ["failedJobIds"] = Jobs(execution, JobStatus.Failed),
            ["nodes"] = hasDetails && execution.Plan.Graph is { } graph ? Nodes(execution, graph) : [],
            ["edges"] = hasDetails ? JsonObjects.List(execution.Plan.Graph?.Edges.Select(Edge) ?? []) : [],
        };
        if (server.HasQueryDetails)
        {
            json.AddIfKnown("queryId", execution.QueryId);
            json.AddIfKnown("errorMessage", execution.ErrorMessage);
            json["rootExecutionId"] = execution.RootId.Value;
            json["modifiedConfigs"] = JsonObjects.Map(execution.ModifiedConfigs);
        }

        return json;
    }

    private JsonArray Jobs(SqlExecution execution, JobStatus status) => JsonObjects.Numbers(
        ScalaHashOrder.Of(execution.Jobs.Select(job => job.Value), server.HasChampMaps)
            .Where(job => _application.FindJob(new JobId(job))?.Status == status));

    private JsonArray Nodes(SqlExecution execution, PlanGraph graph)
    {
        var codegen = graph.Nodes.Where(node => node.IsCluster).ToDictionary(node => node.Id, node => CodegenId(node.Name.Trim()));
        return JsonObjects.List(graph.Nodes.Reverse().Select(node =>
        {
            var json = new JsonObject { ["nodeId"] = node.Id, ["nodeName"] = node.Name.Trim() };
            json.AddIfKnown("wholeStageCodegenId", node.Cluster is { } cluster ? codegen[cluster] : null);
            json["metrics"] = JsonObjects.List(Metrics(execution, node));
            if (server.HasQueryDetails)
            {
                json["desc"] = node.Description;
            }

            return json;
        }));
    }

    private static IEnumerable<JsonObject> Metrics(SqlExecution execution, PlanGraphNode node)
    {
        foreach (var metric in node.Metrics)
        {
            if (execution.Total(metric) is { } total)
            {
                yield return new JsonObject { ["name"] = metric.Name.Trim(), ["value"] = SqlMetricText.Of(metric, total) };
            }
        }
    }

    /// <summary>3 of <c>WholeStageCodegen (3)</c>.</summary>
    private static long? CodegenId(string name) =>
        name.Length > CodegenName.Length + 3
        && long.TryParse(name.AsSpan(CodegenName.Length + 2, name.Length - CodegenName.Length - 3), NumberStyles.Integer, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    private static JsonObject Edge(PlanGraphEdge edge) => new() { ["fromId"] = edge.From, ["toId"] = edge.To };
}
