namespace Stoker.Advice.Comparison.Changes;

/// <summary>Masters of local mode: <c>local</c>, <c>local[4]</c>, <c>local[*]</c>, and <c>local[4,6]</c>, whose second number is how often a task may fail.</summary>
internal static class LocalMaster
{
    private const string Start = "local[";

    /// <summary>Whether two masters are of local mode with as many slots, so that they differ in how often a task may fail, and in nothing else.</summary>
    public static bool HaveSameSlots(string? one, string? other) => SlotsOf(one) is { } slots && slots == SlotsOf(other);

    private static string? SlotsOf(string? master) =>
        master == "local" ? "1"
        : master is not null && master.StartsWith(Start, StringComparison.Ordinal) && master.EndsWith(']') ? master[Start.Length..^1].Split(',')[0].Trim()
        : null;
}
