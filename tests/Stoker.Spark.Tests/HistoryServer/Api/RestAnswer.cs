using System.Text.Json.Nodes;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>An answer: JSON, or the bare text of an error.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Json">The JSON; absent for an error.</param>
/// <param name="Text">The message; absent for JSON.</param>
internal sealed record RestAnswer(int Status, JsonNode? Json, string? Text)
{
    public static RestAnswer Of(JsonNode json) => new(200, json, null);

    public static RestAnswer NotFound(string message) => new(404, null, message);

    public static RestAnswer BadRequest(string message) => new(400, null, message);
}
