using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stoker.Analyses;
using Stoker.Reports.Contracts;

namespace Stoker.Reports.Analyses;

/// <summary>The answer of an analysis for programs: <c>stoker/analysis/1</c>, specified in docs/specs/analysis-1.md.</summary>
public static class AnalysisJson
{
    /// <summary>One document and a line end.</summary>
    /// <param name="analysis">What to write.</param>
    /// <param name="stokerVersion">Version that goes into the document.</param>
    /// <param name="isIndented">False for one document a line.</param>
    public static string Write(Analysis analysis, string stokerVersion, bool isIndented)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        using var bytes = new MemoryStream();

        // The relaxed encoder leaves umlauts and quotes of names readable; the document is never put inside HTML as it is.
        var options = new JsonWriterOptions { Indented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
        using (var writer = new Utf8JsonWriter(bytes, options))
        {
            JsonSerializer.Serialize(writer, AnalysisDocuments.Of(analysis, AnalysisFacts.Of(analysis), stokerVersion), AnalysisJsonContext.Default.AnalysisDocument);
        }

        bytes.WriteByte((byte)'\n');
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
