using System.Text.Json.Nodes;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Shapes that Jackson gives to Scala's collections.</summary>
internal static class JsonObjects
{
    /// <summary>Adds a value unless it is absent: None is left out of objects.</summary>
    public static void AddIfKnown(this JsonObject target, string key, JsonNode? value)
    {
        if (value is not null)
        {
            target.Add(key, value);
        }
    }

    public static JsonObject Map(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var map = new JsonObject();
        foreach (var (key, value) in pairs)
        {
            map[key] = value;
        }

        return map;
    }

    public static JsonObject Map(IEnumerable<KeyValuePair<string, int>> pairs)
    {
        var map = new JsonObject();
        foreach (var (key, value) in pairs)
        {
            map[key] = value;
        }

        return map;
    }

    public static JsonArray List(IEnumerable<JsonNode> items) => [.. items];

    public static JsonArray Numbers(IEnumerable<int> items) => [.. items.Select(item => (JsonNode)item)];

    public static JsonArray Numbers(IEnumerable<double> items) => [.. items.Select(item => (JsonNode)item)];

    public static JsonArray Texts(IEnumerable<string> items) => [.. items.Select(item => (JsonNode)item)];
}
