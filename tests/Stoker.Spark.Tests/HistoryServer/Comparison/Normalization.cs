using System.Text.Json.Nodes;

namespace Stoker.Spark.Tests.HistoryServer.Comparison;

/// <summary>
/// Blanks what depends on when and where the server runs, in both trees alike: docs/decisions/0003-differences-from-history-server.md §1.
/// </summary>
internal static class Normalization
{
    private static readonly string[] PlaceAndTimeOfLog = ["lastUpdated", "lastUpdatedEpoch", "logSourceName", "logSourceFullPath"];

    /// <param name="tree">The answer; changed in place.</param>
    /// <param name="isComplete">Whether the application ended.</param>
    public static void Apply(JsonNode? tree, bool isComplete)
    {
        switch (tree)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Apply(item, isComplete);
                }

                break;
            case JsonObject json:
                Blank(json, isComplete);
                foreach (var (_, value) in json)
                {
                    Apply(value, isComplete);
                }

                break;
        }
    }

    private static void Blank(JsonObject json, bool isComplete)
    {
        foreach (var key in PlaceAndTimeOfLog)
        {
            if (json.ContainsKey(key))
            {
                json[key] = "";
            }
        }

        // The server counts up to the moment of the request.
        if (json.ContainsKey("planDescription") && json["status"]?.GetValue<string>() == "RUNNING")
        {
            json["duration"] = "";
        }

        // The order is that of a hash map of executors.
        if (json["dataDistribution"] is JsonArray holdings)
        {
            json["dataDistribution"] = new JsonArray([.. holdings.Select(holding => holding!.DeepClone()).OrderBy(holding => holding["address"]!.GetValue<string>(), StringComparer.Ordinal)]);
        }

        if (!isComplete && json.ContainsKey("blacklistedInStages") && json["id"]?.GetValue<string>() == "driver")
        {
            json["totalDuration"] = "";
        }
    }
}
