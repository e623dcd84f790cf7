using System.Text.Json.Nodes;
using Stoker.Model.Units;
using Stoker.Spark.Tests.HistoryServer.Api;

namespace Stoker.Spark.Tests.HistoryServer.Comparison;

/// <summary>Compares everything a History Server said about the logs of a round with what the model says.</summary>
internal sealed class ModelComparison
{
    private readonly HistoryServerApi _api;
    private readonly Dictionary<string, bool> _isComplete;

    public ModelComparison(IReadOnlyList<LoadedApplication> applications, ServerVersion server)
    {
        _api = new HistoryServerApi(applications, server);
        _isComplete = applications.GroupBy(loaded => loaded.Application.Id).ToDictionary(
            attempts => attempts.Key, attempts => attempts.All(loaded => loaded.Application.IsComplete));
    }

    /// <summary>Differences between an answer and the model; those on purpose left out.</summary>
    public IReadOnlyList<JsonDifference> Compare(string request, int status, string body)
    {
        var actual = _api.Get(request);
        if (status != actual.Status)
        {
            return [new JsonDifference("status", $"{status} {Start(body)}", $"{actual.Status} {actual.Text}")];
        }

        if (status != 200)
        {
            return body == actual.Text ? [] : [new JsonDifference("message", body, actual.Text ?? "")];
        }

        var isComplete = request.Split('/', '?') is [_, var id, ..] && _isComplete.GetValueOrDefault(id, true);
        var expected = JsonNode.Parse(body);
        Normalization.Apply(expected, isComplete);
        Normalization.Apply(actual.Json, isComplete);
        return [.. JsonComparison.Of(expected, actual.Json).Where(difference => !KnownDifferences.Include(difference))];
    }

    /// <summary>The last update of each attempt by the server's own answers: tasks without an end last until then.</summary>
    public static Dictionary<(string Id, string? Attempt), Timestamp> LastUpdates(IEnumerable<Recording.Answer> answers)
    {
        Dictionary<(string Id, string? Attempt), Timestamp> updates = [];

        // The list of applications has these keys in every version.
        var list = answers.First(answer => answer.Request == "applications").Body;
        foreach (var application in JsonNode.Parse(list)!.AsArray())
        {
            foreach (var attempt in application!["attempts"]!.AsArray())
            {
                updates[(application["id"]!.GetValue<string>(), attempt!["attemptId"]?.GetValue<string>())] = new Timestamp(attempt["lastUpdatedEpoch"]!.GetValue<long>());
            }
        }

        return updates;
    }

    private static string Start(string text) => text.Length > 120 ? text[..120] + "…" : text;
}
