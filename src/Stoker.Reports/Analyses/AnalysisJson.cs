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
        return ContractText.Of(AnalysisDocuments.Of(analysis, AnalysisFacts.Of(analysis), stokerVersion), AnalysisJsonContext.Default.AnalysisDocument, isIndented);
    }
}
