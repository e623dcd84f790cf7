using Stoker.Model.Settings;

namespace Stoker.Tests.Model.Settings;

/// <summary>The table against the configuration registries of real Spark, which eng/spark-settings.py prints.</summary>
public sealed class SettingTableTests
{
    private static readonly Dictionary<string, string> DefaultsOfTheManager = new() { ["spark.executor.cores"] = "1" };

    [Theory]
    [InlineData("3.5.9")]
    [InlineData("4.3.0")]
    public void Table_AgreesWithTheRegistry(string version)
    {
        var registry = Registry(version);
        var differences = new List<string>();
        foreach (var key in SettingTable.Keys.Where(registry.ContainsKey))
        {
            var (since, value) = registry[key];
            if (SparkVersion.Parse(since) != SparkVersion.Parse(SettingTable.SinceOf(key)!))
            {
                differences.Add($"{key}: since {SettingTable.SinceOf(key)}, Spark says {since}");
            }

            var ours = SettingTable.DefaultOf(key, SparkVersion.Parse(version)!.Value) ?? DefaultsOfTheManager.GetValueOrDefault(key, "<undefined>");
            if (!Same(ours, value, registry))
            {
                differences.Add($"{key}: default {ours}, Spark says {value}");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
        Assert.True(SettingTable.Keys.Count(registry.ContainsKey) >= 65, "the registry lacks keys of the table: was it cut?");
    }

    /// <summary>Equal as text or as an amount; an alias of another setting equals that one's default.</summary>
    private static bool Same(string ours, string theirs, Dictionary<string, (string Since, string Default)> registry)
    {
        const string Alias = "<value of ";
        if (theirs.StartsWith(Alias, StringComparison.Ordinal))
        {
            var other = theirs[Alias.Length..^1];
            return ours == "<undefined>" || (registry.TryGetValue(other, out var aliased) && Same(ours, aliased.Default, registry));
        }

        return string.Equals(ours, theirs, StringComparison.OrdinalIgnoreCase)
            || (EffectiveSettings.ParseBytes(ours) is { } bytes && bytes == EffectiveSettings.ParseBytes(theirs))
            || (EffectiveSettings.ParseDuration(ours) is { } duration && duration == EffectiveSettings.ParseDuration(theirs))
            || (ours == "infinity" && theirs is "9223372036854775807" or "9223372036854775807ms" or "2147483647000ms");
    }

    private static Dictionary<string, (string Since, string Default)> Registry(string version) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Model", "Settings", $"registry-{version}.tsv")).Skip(1)
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => (cells[1], cells[2]));
}
