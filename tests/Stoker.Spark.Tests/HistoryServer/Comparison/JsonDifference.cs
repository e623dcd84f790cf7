using System.Text.Json.Nodes;

namespace Stoker.Spark.Tests.HistoryServer.Comparison;

/// <summary>Where two answers differ.</summary>
/// <param name="Path">Keys and positions from the root, such as <c>/2/tasks/17/duration</c>.</param>
/// <param name="Expected">What the History Server says, shortened.</param>
/// <param name="Actual">What the model says, shortened.</param>
/// <param name="Holder">The server's object or array around the place; absent for the root.</param>
/// <param name="ActualHolder">The model's counterpart of <paramref name="Holder"/>.</param>
internal sealed record JsonDifference(string Path, string Expected, string Actual, JsonNode? Holder = null, JsonNode? ActualHolder = null)
{
    /// <summary>The last key of the path.</summary>
    public string Key => Path[(Path.LastIndexOf('/') + 1)..];

    public override string ToString() => $"{Path}: server {Expected}, model {Actual}";
}
