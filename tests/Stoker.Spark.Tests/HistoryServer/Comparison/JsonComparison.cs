using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoker.Spark.Tests.HistoryServer.Comparison;

/// <summary>Compares JSON trees: key order is free, the order of arrays counts, missing and extra keys differ, 21 differs from 21.0.</summary>
internal sealed class JsonComparison
{
    private const int ShownCharacters = 160;

    private readonly List<JsonDifference> _differences = [];

    public static IReadOnlyList<JsonDifference> Of(JsonNode? expected, JsonNode? actual)
    {
        var comparison = new JsonComparison();
        comparison.Compare("", expected, actual, (null, null));
        return comparison._differences;
    }

    private void Compare(string path, JsonNode? expected, JsonNode? actual, (JsonNode? Expected, JsonNode? Actual) holders)
    {
        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                CompareObjects(path, left, right);
                break;
            case (JsonArray left, JsonArray right):
                CompareArrays(path, left, right);
                break;
            case (JsonValue left, JsonValue right) when AreEqual(left, right):
                break;
            case (null, null):
                break;
            default:
                Add(path, Show(expected), Show(actual), holders);
                break;
        }
    }

    private void CompareObjects(string path, JsonObject expected, JsonObject actual)
    {
        foreach (var (key, value) in expected)
        {
            if (actual.TryGetPropertyValue(key, out var other))
            {
                Compare($"{path}/{key}", value, other, (expected, actual));
            }
            else
            {
                Add($"{path}/{key}", Show(value), "nothing", (expected, actual));
            }
        }

        foreach (var (key, value) in actual)
        {
            if (!expected.ContainsKey(key))
            {
                Add($"{path}/{key}", "nothing", Show(value), (expected, actual));
            }
        }
    }

    private void CompareArrays(string path, JsonArray expected, JsonArray actual)
    {
        if (expected.Count != actual.Count)
        {
            Add(path, $"{expected.Count} items", $"{actual.Count} items", (expected.Parent, actual.Parent));
        }

        for (var index = 0; index < Math.Min(expected.Count, actual.Count); index++)
        {
            Compare(path + "/" + index.ToString(CultureInfo.InvariantCulture), expected[index], actual[index], (expected, actual));
        }
    }

    private static bool AreEqual(JsonValue expected, JsonValue actual)
    {
        if (expected.GetValueKind() != actual.GetValueKind())
        {
            return false;
        }

        return expected.GetValueKind() switch
        {
            JsonValueKind.String => expected.GetValue<string>() == actual.GetValue<string>(),
            JsonValueKind.Number when IsFraction(expected) => IsFraction(actual) && Fraction(expected).Equals(Fraction(actual)),
            JsonValueKind.Number => !IsFraction(actual) && Integer(expected) == Integer(actual),
            _ => true,
        };
    }

    private static bool IsFraction(JsonValue value) => value.TryGetValue<JsonElement>(out var parsed)
        ? parsed.GetRawText().AsSpan().ContainsAny('.', 'e', 'E')
        : value.TryGetValue<double>(out _);

    private static double Fraction(JsonValue value) =>
        value.TryGetValue<JsonElement>(out var parsed) ? double.Parse(parsed.GetRawText(), CultureInfo.InvariantCulture) : value.GetValue<double>();

    private static long Integer(JsonValue value) => value.TryGetValue<JsonElement>(out var parsed) ? parsed.GetInt64()
        : value.TryGetValue<long>(out var wide) ? wide
        : value.GetValue<int>();

    private static string Show(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…";
    }

    private void Add(string path, string expected, string actual, (JsonNode? Expected, JsonNode? Actual) holders) =>
        _differences.Add(new JsonDifference(path, expected, actual, holders.Expected, holders.Actual));
}
