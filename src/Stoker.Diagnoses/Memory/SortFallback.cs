using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM009: an aggregation had too many groups for its hash map and sorted its rows instead.</summary>
internal static class SortFallback
{
    public const string Id = "MEM009";

    private const string FallbackTasks = "number of sort fallback tasks";
    private const string BuildTime = "time in aggregation build";

    public static readonly Diagnosis Diagnosis = new(Id, "Aggregation fell back to sorting", Rank.Memory, Check)
    {
        Limits =
        [
            MemoryThresholds.FallbackShare,
            MemoryThresholds.MinStageWorkMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var node in inspection.Operators.Where(node => node.Name is "HashAggregate" or "ObjectHashAggregate"))
        {
            var fallen = node.Total(FallbackTasks) ?? 0;
            var spilled = node.Name == "ObjectHashAggregate" ? node.Total("spill size") ?? 0 : 0;
            if (fallen == 0 && spilled == 0)
            {
                continue;
            }

            var stages = fallen > 0 ? node.StagesOf(FallbackTasks) : node.StagesOf("spill size");
            var tasks = stages.Sum(stage => stage.TaskCount);
            if (tasks == 0 || stages.Sum(stage => stage.RunMs) < inspection.ValueOf(Id, MemoryThresholds.MinStageWorkMs)
                || (spilled == 0 && fallen < inspection.ValueOf(Id, MemoryThresholds.FallbackShare) * tasks))
            {
                continue;
            }

            report.Add(Suspect(inspection, node, fallen, spilled, tasks));
        }
    }

    private static Suspicion Suspect(Inspection inspection, PlanOperator node, long fallen, long spilled, int tasks)
    {
        var suspicion = new Suspicion(node.Place, Confidence.Medium) { MostSeverity = Severity.Minor };
        suspicion.Doubt("how long sorting took beyond hashing is not in the log");
        suspicion.Prove("fallbackTasks", fallen, EvidenceUnit.Count)
            .Prove("tasks", tasks, EvidenceUnit.Count)
            .Prove("aggregationSpill", spilled, EvidenceUnit.Bytes)
            .Prove("aggregate", PlanText.NameOf(node.Text));
        foreach (var stage in node.Stages)
        {
            // The time runs while rows are fetched and computed too: sorting is a part of it.
            var built = node.Metric(BuildTime) is { } metric ? PlanOperator.SumIn(stage, metric) ?? 0 : 0;
            var there = Math.Min(built, inspection.Ledger.Of(stage, Bucket.Compute));
            suspicion.Claim(stage, Bucket.Compute, there * 0.1, there * 0.3, there * 0.5).ClaimArea(stage);
        }

        suspicion.Advise("Give each task fewer groups: more shuffle partitions, or an aggregate such as sum, count or max that keeps a number for a group instead of collect_list or collect_set.");
        if (node.Name == "ObjectHashAggregate")
        {
            suspicion.Advise(inspection.Settings.Change(
                "spark.sql.objectHashAggregate.sortBased.fallbackThreshold",
                "1024",
                "Let the hash map hold more groups before it gives up; the setting is internal.",
                node.Plan.Execution,
                "Groups of objects have no limit on the heap: watch garbage collection."));
        }

        return suspicion;
    }
}
