using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Python;

/// <summary>Finds Python nodes that matter and prices the part that other means would not need.</summary>
internal static class UdfSearch
{
    /// <summary>The thresholds of the rules that search here.</summary>
    public static IReadOnlyList<Limit> Limits { get; } = [PythonThresholds.Share, PythonThresholds.Rows];

    /// <summary>Reports the nodes of a kind.</summary>
    /// <param name="inspection">What is looked at.</param>
    /// <param name="report">Takes the suspicions.</param>
    /// <param name="id">The rule.</param>
    /// <param name="isKind">Which nodes.</param>
    /// <param name="replaceable">Share of the Python time that goes away, by ±0.2. [derived; to be calibrated on the lab]</param>
    /// <param name="finish">Adds remedies.</param>
    public static void Report(Inspection inspection, Report report, string id, Func<PlanOperator, bool> isKind, double replaceable, Action<Suspicion, PlanOperator> finish)
    {
        foreach (var node in inspection.Operators.Where(node => PythonNodes.IsPython(node) && isKind(node)))
        {
            if (node.Stages.Count == 0 && inspection.Settings.Version is { } version && version < new Model.Settings.SparkVersion(3, 4) && node.Plan.RunMs > 0)
            {
                report.AddNotChecked(new ApplicationPlace(), Findings.NotChecked.NotCheckedReason.VersionTooOld);
                continue;
            }

            var rows = Math.Max(node.OutputRows ?? 0, node.Inputs.Count == 1 ? JoinSides.RowsOf(node.Inputs[0]) ?? 0 : 0);
            var stages = node.Stages;
            var runMs = stages.Sum(stage => stage.RunMs);
            var pythonMs = stages.Sum(stage => stage.PythonMs / NodesIn(node, stage));
            if (stages.Count == 0 || rows < inspection.ValueOf(id, PythonThresholds.Rows) || pythonMs < inspection.ValueOf(id, PythonThresholds.Share) * runMs)
            {
                continue;
            }

            var isBounded = stages.Any(stage => stage.IsPythonBounded);
            var suspicion = new Suspicion(node.Place, isBounded ? Confidence.Medium : Confidence.High) { Basis = isBounded ? Basis.Bounded : Basis.Estimated };
            if (isBounded)
            {
                suspicion.Doubt("this version of Spark logs no time of Python: it is at most what the JVM did not use");
            }

            suspicion.Prove("operator", node.Name).Prove("rows", rows, EvidenceUnit.Rows)
                .Prove("pythonTime", pythonMs, EvidenceUnit.CoreMilliseconds)
                .Prove("pythonShare", pythonMs / Math.Max(1, runMs), EvidenceUnit.Ratio, null, new Threshold(PythonThresholds.Share.Name, Comparison.AtLeast, inspection.ValueOf(id, PythonThresholds.Share)));
            if (PythonNodes.FunctionsOf(node) is { Count: > 0 } functions)
            {
                suspicion.Prove("functions", string.Join(", ", functions.Take(5)));
            }

            if (node.Total("data sent to Python workers") is { } sent)
            {
                suspicion.Prove("dataSent", sent, EvidenceUnit.Bytes);
            }

            foreach (var stage in stages)
            {
                suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
                inspection.Relate(suspicion, stage);
                var own = StragglersOwn(inspection, stage);
                var share = Math.Max(0, inspection.Ledger.Of(stage, Bucket.Python) - own) / NodesIn(node, stage);
                suspicion.Claim(stage, Bucket.Python, share * Math.Max(0, replaceable - 0.2), share * replaceable, share * Math.Min(1, replaceable + 0.2))
                    .ClaimArea(stage, own > 0 ? Math.Clamp((stage.DurationMs - own) / Math.Max(1.0, stage.WallMs - own), 1, inspection.SlotsOf(stage)) : null);
            }

            finish(suspicion, node);
            report.Add(suspicion);
        }
    }

    /// <summary>What one task takes beyond its peers though it has no more rows (SCHED002), ms: it is no cost of rows, whatever runs them.</summary>
    private static long StragglersOwn(Inspection inspection, Work.StageWork stage) =>
        inspection.Stragglers.TryGetValue(stage.Index, out var spread) ? spread.Slowest.DurationMs - spread.MedianMs : 0;

    /// <summary>Python nodes that share the Python time of a stage, the given one among them: 1 at least.</summary>
    public static int NodesIn(PlanOperator node, Work.StageWork stage) =>
        Math.Max(1, node.Plan.Operators.Count(other => PythonNodes.IsPython(other) && other.Stages.Contains(stage)));

    /// <summary>How long what a node sends to Python and gets back in a stage takes to cross, ms: 200 MB/s. [derived]</summary>
    public static double CrossingMs(PlanOperator node, Work.StageWork stage)
    {
        long bytes = 0;
        foreach (var name in (ReadOnlySpan<string>)["data sent to Python workers", "data returned from Python workers"])
        {
            bytes += node.Metric(name) is { } metric ? PlanOperator.SumIn(stage, metric) ?? 0 : 0;
        }

        return bytes / 200_000.0;
    }
}
