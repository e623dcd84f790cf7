using System.Text.Json;
using Stoker.Advice.SourceJoin;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.PySpark.Linting;

namespace Stoker.Reports.Linting;

/// <summary>Findings of lint as <c>stoker/lint/1</c>; the schema is <c>docs/specs/lint-1.schema.json</c>. Same result, same bytes.</summary>
public static class LintJsonReport
{
    /// <summary>The value of the first field.</summary>
    public const string Schema = "stoker/lint/1";

    /// <summary>Writes the report.</summary>
    /// <param name="result">The findings.</param>
    /// <param name="output">Where to.</param>
    /// <param name="run">The run that priced them, with findings in the same order; absent without a log.</param>
    public static void Write(LintResult result, Stream output, SourceRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteNumber("files", result.FileCount);
        json.WriteNumber("sparkFiles", result.SparkFileCount);
        json.WriteNumber("lines", result.LineCount);
        if (run is not null)
        {
            LintRunJson.WriteRun(json, run);
        }

        WriteFindings(json, "findings", result.Findings, run);
        WriteFindings(json, "suppressed", result.Suppressed, run: null);
        json.WriteStartArray("issues");
        foreach (var issue in result.Issues)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(issue.Kind.ToString()));
            json.WriteString("file", issue.File);
            WriteOptional(json, "line", issue.Line);
            json.WriteString("message", issue.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, string name, IReadOnlyList<LintFinding> findings, SourceRun? run)
    {
        json.WriteStartArray(name);
        for (var index = 0; index < findings.Count; index++)
        {
            var finding = findings[index];
            json.WriteStartObject();
            json.WriteString("id", finding.Rule.Id);
            json.WriteString("name", finding.Rule.Name);
            json.WriteString("severity", LintMessages.Name(finding.Finding.Severity));
            json.WriteString("confidence", LintMessages.Name(finding.Finding.Confidence));
            json.WriteString("message", LintMessages.Message(finding));
            json.WriteString("remedy", finding.Rule.Advice);
            json.WriteString("page", finding.Finding.Page);
            json.WritePropertyName("place");
            WritePlace(json, LintMessages.PlaceOf(finding));
            WriteRelated(json, finding.Finding.RelatedPlaces);
            WriteEvidence(json, finding.Finding.Evidence);
            WriteCost(json, finding.Finding.Cost);
            if (run is not null)
            {
                LintRunJson.WriteFinding(json, run.Findings[index]);
            }

            WriteFix(json, finding);
            json.WriteString("fingerprint", finding.Fingerprint);
            if (finding.SuppressedBy is { } suppression)
            {
                json.WriteStartObject("suppression");
                json.WriteNumber("line", suppression.Line);
                json.WriteString("reason", suppression.Reason);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePlace(Utf8JsonWriter json, SourcePlace place)
    {
        json.WriteStartObject();
        json.WriteString("file", place.File);
        json.WriteNumber("line", place.Line);
        json.WriteNumber("column", place.Column);
        json.WriteNumber("endLine", place.EndLine);
        json.WriteNumber("endColumn", place.EndColumn);
        WriteOptional(json, "cell", place.Cell);
        WriteOptional(json, "cellLine", place.CellLine);
        if (place.Symbol is { } symbol)
        {
            json.WriteString("symbol", symbol);
        }

        json.WriteEndObject();
    }

    private static void WriteRelated(Utf8JsonWriter json, IReadOnlyList<Place> places)
    {
        if (places.Count == 0)
        {
            return;
        }

        json.WriteStartArray("related");
        foreach (var place in places.OfType<SourcePlace>())
        {
            WritePlace(json, place);
        }

        json.WriteEndArray();
    }

    private static void WriteEvidence(Utf8JsonWriter json, IReadOnlyList<EvidenceItem> evidence)
    {
        json.WriteStartArray("evidence");
        foreach (var item in evidence)
        {
            json.WriteStartObject();
            json.WriteString("name", item.Name);
            if (item.Number is { } number)
            {
                json.WriteNumber("value", number);
                json.WriteString("unit", JsonNamingPolicy.CamelCase.ConvertName(item.Unit.ToString()));
            }
            else
            {
                json.WriteString("value", item.Text);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Absent unless a log priced the finding.</summary>
    private static void WriteCost(Utf8JsonWriter json, Cost? cost)
    {
        if (cost is null)
        {
            return;
        }

        json.WriteStartObject("cost");
        WriteEstimate(json, "coreMs", cost.CoreSeconds);
        if (cost.WallSeconds is { } wall)
        {
            WriteEstimate(json, "wallMs", wall);
        }

        json.WriteString("basis", JsonNamingPolicy.CamelCase.ConvertName(cost.Basis.ToString()));
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, string name, Estimate seconds)
    {
        json.WriteStartObject(name);
        json.WriteNumber("low", (long)(seconds.Low * 1000));
        json.WriteNumber("expected", (long)(seconds.Expected * 1000));
        json.WriteNumber("high", (long)(seconds.High * 1000));
        json.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter json, LintFinding finding)
    {
        if (finding.Fix is not { } fix)
        {
            return;
        }

        json.WriteStartObject("fix");
        json.WriteString("title", fix.Title);
        json.WriteString("safety", LintMessages.Name(fix.Safety));
        json.WriteStartArray("edits");
        foreach (var edit in fix.Edits)
        {
            var (line, column) = finding.Source.Text.PositionOf(edit.Start);
            var (endLine, endColumn) = finding.Source.Text.PositionOf(edit.End);
            json.WriteStartObject();
            json.WriteNumber("line", line);
            json.WriteNumber("column", column);
            json.WriteNumber("endLine", endLine);
            json.WriteNumber("endColumn", endColumn);
            json.WriteString("text", edit.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
