using System.Text.Encodings.Web;
using System.Text.Json;
using Stoker.PySpark.Rewriting;
using Stoker.Rewriting;

namespace Stoker.Reports.Rewriting;

/// <summary>SARIF 2.1.0: a note for each UDF that can become native, none for each that is refused.</summary>
public static class RewriteSarifReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(RewriteResult result, Stream stream, string version)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(stream);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        Tool(json, version);
        json.WriteStartArray("results");
        foreach (var function in result.Functions)
        {
            Result(json, function);
        }

        json.WriteEndArray();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Tool(Utf8JsonWriter json, string version)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "stoker");
        json.WriteString("semanticVersion", version);
        json.WriteStartArray("rules");
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            json.WriteStartObject();
            json.WriteString("id", "rewrite-" + RewriteNames.Of(verdict));
            json.WriteStartObject("shortDescription");
            json.WriteString("text", verdict switch
            {
                Verdict.Rewritten => "A Python UDF that a native expression equals for all inputs",
                Verdict.Guarded => "A Python UDF that a native expression with guards equals",
                _ => "A Python UDF without a proven native form",
            });
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, RewrittenFunction function)
    {
        var isRefused = function.Verdict == Verdict.Refused;
        json.WriteStartObject();
        json.WriteString("ruleId", "rewrite-" + RewriteNames.Of(function.Verdict));
        json.WriteString("level", isRefused ? "none" : "note");
        json.WriteStartObject("message");
        json.WriteString("text", isRefused
            ? $"UDF {function.Name} stays in Python: {RewriteNames.Code(function.Reason)} {function.Explanation}"
            : $"UDF {function.Name} can be a native expression ({RewriteNames.Of(function.Verdict)})");
        json.WriteEndObject();
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", function.Path);
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", function.ReasonLine ?? function.Line);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
