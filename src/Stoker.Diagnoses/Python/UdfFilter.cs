using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON005: a Python function decides which rows stay, so that neither the scan nor the JVM can leave the others out before they go to Python.</summary>
internal static class UdfFilter
{
    public const string Id = "PYTHON005";

    public static readonly Diagnosis Diagnosis = new(Id, "A Python UDF filter keeps the scan from pruning", Rank.Python, Check)
    {
        Limits = [PythonThresholds.Share, PythonThresholds.Rows, PythonThresholds.KeptShare, PythonThresholds.ScanBytes],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var filter in inspection.Operators.Where(node => node.Name == "Filter" && node.Text.Contains("pythonUDF", StringComparison.Ordinal)))
        {
            if (filter.Nearest(PythonNodes.IsPython) is not { OutputRows: { } rows } udf || rows < inspection.ValueOf(Id, PythonThresholds.Rows)
                || filter.Nearest(node => node.Inputs.Count == 0) is not { } scan || !scan.Name.Contains("Scan", StringComparison.Ordinal))
            {
                continue;
            }

            // Tasks do not report zeros: a filter that ran and kept nothing has no count.
            var kept = (filter.OutputRows ?? 0) / (double)rows;
            var bytes = scan.Total("size of files read") ?? udf.Stages.Sum(stage => stage.InputBytes);
            var runMs = udf.Stages.Sum(stage => stage.RunMs);
            var pythonMs = udf.Stages.Sum(stage => stage.PythonMs / UdfSearch.NodesIn(udf, stage));
            if (kept >= inspection.ValueOf(Id, PythonThresholds.KeptShare) || bytes < inspection.ValueOf(Id, PythonThresholds.ScanBytes)
                || pythonMs < inspection.ValueOf(Id, PythonThresholds.Share) * runMs)
            {
                continue;
            }

            report.Add(Suspect(inspection, filter, udf, scan, kept, bytes));
        }
    }

    private static Suspicion Suspect(Inspection inspection, PlanOperator filter, PlanOperator udf, PlanOperator scan, double kept, long bytes)
    {
        var suspicion = new Suspicion(filter.Place, Confidence.Medium);
        suspicion.Doubt("whether a condition without Python drops the same rows is not in the log");
        suspicion.RelatedPlaces.Add(udf.Place);
        suspicion.RelatedPlaces.Add(scan.Place);
        suspicion.Prove("functions", string.Join(", ", PythonNodes.FunctionsOf(udf).Take(5)))
            .Prove("rows", udf.OutputRows ?? 0, EvidenceUnit.Rows, udf.Place)
            .Prove("keptShare", kept, EvidenceUnit.Ratio, null, new Threshold(PythonThresholds.KeptShare.Name, Comparison.AtMost, inspection.ValueOf(Id, PythonThresholds.KeptShare)))
            .Prove("bytesScanned", bytes, EvidenceUnit.Bytes, scan.Place);
        foreach (var stage in udf.Stages)
        {
            inspection.Relate(suspicion, stage);
            var dropped = inspection.Ledger.Of(stage, Bucket.Python) / UdfSearch.NodesIn(udf, stage) * (1 - kept);
            suspicion.Claim(stage, Bucket.Python, dropped * 0.3, dropped * 0.7, dropped).ClaimArea(stage);
        }

        return suspicion.Advise("Write the condition with column expressions, which the scan can use to skip files and row groups and the JVM to drop rows before Python.")
            .Advise("Where Python must decide, put a native condition that drops most rows before it: df.filter(native).filter(udf).");
    }
}
