using System.Text.Encodings.Web;
using System.Text.Json;
using Stoker.Findings;

namespace Stoker.Reports.Sarif;

/// <summary>Writes SARIF 2.1.0, the same way for every command.</summary>
internal static class SarifOutput
{
    public const string ColumnKind = "utf16CodeUnits";

    /// <summary>The root of the source, which only the reader of the document knows.</summary>
    public static IReadOnlyDictionary<string, SarifBase> SourceRoot { get; } = new Dictionary<string, SarifBase> { ["%SRCROOT%"] = new() };

    public static void Write(SarifRun run, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" });
        JsonSerializer.Serialize(json, SarifDocument.Of(run), SarifJsonContext.Default.SarifDocument);
    }

    public static string LevelOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.Major => "error",
        Severity.Minor => "warning",
        _ => "note",
    };
}
