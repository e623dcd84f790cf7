using System.Globalization;
using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON016: tasks that send wide rows to Python by Arrow died of memory: a batch is counted in rows, not in bytes.</summary>
internal static class WideArrowBatches
{
    public const string Id = "PYTHON016";
    private const string Key = "spark.sql.execution.arrow.maxRecordsPerBatch";

    /// <summary>What a batch should be at most, bytes. [derived]</summary>
    private const long FairBatch = 32 << 20;

    public static readonly Diagnosis Diagnosis = new(Id, "Arrow batches too big for memory", Rank.Python, Check) { Limits = [PythonThresholds.ArrowRowBytes] };

    private static void Check(Inspection inspection, Report report)
    {
        List<AttemptFailure> deaths = [.. AttemptFailure.Of(inspection).Where(attempt => attempt.Cause is LossCause.HeapExhausted or LossCause.ContainerKilled)];
        if (deaths.Count == 0)
        {
            return;
        }

        foreach (var node in inspection.Operators.Where(node => PythonNodes.IsPython(node) && !node.Name.StartsWith("Batch", StringComparison.Ordinal) && !PythonNodes.TakesGroups(node)))
        {
            var lost = deaths.Count(attempt => node.Stages.Contains(attempt.Stage));
            var rows = node.Inputs.Count == 1 ? JoinSides.RowsOf(node.Inputs[0]) ?? 0 : 0;
            if (lost == 0 || rows == 0 || node.Total("data sent to Python workers") is not { } sent || sent / rows < inspection.ValueOf(Id, PythonThresholds.ArrowRowBytes))
            {
                continue;
            }

            var most = inspection.Settings.Number(Key, node.Plan.Execution) ?? 10_000;
            var suspicion = new Suspicion(node.Place, Confidence.Medium) { FixedSeverity = Severity.Minor };
            suspicion.Doubt("the attempts may have died of something else in their stage").Prove("bytesPerRow", sent / (double)rows, EvidenceUnit.Bytes, null, new Threshold(PythonThresholds.ArrowRowBytes.Name, Comparison.AtLeast, inspection.ValueOf(Id, PythonThresholds.ArrowRowBytes)))
                .Prove("rowsPerBatch", most, EvidenceUnit.Rows)
                .Prove("batchSize", sent / (double)rows * most, EvidenceUnit.Bytes)
                .Prove("attemptsLost", lost, EvidenceUnit.Count);
            foreach (var stage in node.Stages)
            {
                inspection.Relate(suspicion, stage);
            }

            var fair = Math.Max(1, FairBatch / Math.Max(1, sent / rows));
            suspicion.Advise(fair < most ? inspection.Settings.Change(Key, fair.ToString(CultureInfo.InvariantCulture), "Send fewer rows at once.", node.Plan.Execution) : null)
                .Advise("Leave wide columns, such as documents and images, out of what the function does not use.");
            report.Add(suspicion);
        }
    }
}
