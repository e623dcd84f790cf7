using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON014: a Python function is given many columns, a kilobyte and more for each row.</summary>
internal static class WideRows
{
    public const string Id = "PYTHON014";

    public static readonly Diagnosis Diagnosis = new(Id, "Too much data crosses to Python per row", Rank.Python, Check)
    {
        Limits = [PythonThresholds.Share, PythonThresholds.WideRows, PythonThresholds.RowBytes, PythonThresholds.WideColumns],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var node in inspection.Operators.Where(PythonNodes.IsPython))
        {
            var rows = node.Inputs.Count == 1 ? JoinSides.RowsOf(node.Inputs[0]) ?? node.OutputRows ?? 0 : 0;
            if (node.Total("data sent to Python workers") is not { } sent || rows < inspection.ValueOf(Id, PythonThresholds.WideRows))
            {
                continue;
            }

            var bytes = sent / (double)rows;
            var limit = inspection.ValueOf(Id, PythonThresholds.RowBytes);
            var columns = PythonCalls.ColumnsOf(node);
            if (bytes < limit || columns < inspection.ValueOf(Id, PythonThresholds.WideColumns)
                || node.Stages.Sum(stage => stage.PythonMs) < inspection.ValueOf(Id, PythonThresholds.Share) * node.Stages.Sum(stage => stage.RunMs))
            {
                continue;
            }

            var suspicion = new Suspicion(node.Place, Confidence.Medium) { MostSeverity = Severity.Minor };
            suspicion.Doubt("the function may need all of its columns").Prove("bytesPerRow", bytes, EvidenceUnit.Bytes, null, new Threshold(PythonThresholds.RowBytes.Name, Comparison.AtLeast, limit))
                .Prove("rows", rows, EvidenceUnit.Rows)
                .Prove("columns", columns, EvidenceUnit.Count)
                .Prove("dataSent", sent, EvidenceUnit.Bytes);
            foreach (var stage in node.Stages)
            {
                inspection.Relate(suspicion, stage);
                var crossing = Math.Min(UdfSearch.CrossingMs(node, stage), inspection.Ledger.Of(stage, Bucket.Python));
                suspicion.Claim(stage, Bucket.Python, crossing * 0.3, crossing * 0.6, crossing * 0.9).ClaimArea(stage);
            }

            suspicion.Advise("Give the function only the columns that it uses, not the whole row or F.struct(\"*\"); drop the others before mapInPandas and applyInPandas.");
            report.Add(suspicion);
        }
    }
}
