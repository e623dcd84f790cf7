using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Driver;

/// <summary>DRV007: an execution spends long between its start and its first job.</summary>
internal static class SlowPlanning
{
    public const string Id = "DRV007";

    public static readonly Diagnosis Diagnosis = new(Id, "Planning takes long", Rank.Driver, Check) { Limits = [DriverThresholds.PlanMs, DriverThresholds.PlanShare] };

    /// <summary>Executions that plan long. The first one also loads Spark's classes (trap T02) and must plan twice as long.</summary>
    public static IReadOnlyList<Planned> Find(Inspection inspection)
    {
        List<Planned> found = [];
        var isFirst = true;
        foreach (var plan in inspection.Plans)
        {
            if (plan.Execution.StartTime?.EpochMilliseconds is not { } start || ExplainedGaps.FirstJobMs(inspection, plan.Execution) is not { } first)
            {
                continue;
            }

            var planning = first - start;
            var length = (plan.Execution.EndTime?.EpochMilliseconds ?? inspection.Curve.EndMs) - start;
            var least = inspection.ValueOf(Id, DriverThresholds.PlanMs) * (isFirst ? 2 : 1);
            isFirst = false;
            if (planning >= least && planning >= inspection.ValueOf(Id, DriverThresholds.PlanShare) * length)
            {
                found.Add(new Planned(plan, planning, ExplainedGaps.Within(inspection, start, first)));
            }
        }

        return found;
    }

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var planned in inspection.SlowlyPlanned)
        {
            var suspicion = new Suspicion(planned.Plan.Place, Confidence.Medium) { SameAs = "planning" };
            suspicion.Doubt("between start of a query and its first job the driver may do more than plan");
            suspicion.Prove("planningTime", planned.PlanningMs, EvidenceUnit.Milliseconds)
                .Prove("planNodes", planned.Plan.Operators.Count, EvidenceUnit.Count);
            foreach (var gap in planned.Gaps)
            {
                suspicion.ClaimGap(gap, 0.3, 0.7, 0.9);
            }

            suspicion.Advise("Build columns in one select instead of withColumn in a loop; cut a long lineage by checkpoint() or by writing a table.")
                .Advise("Read fewer files and partitions: each one is listed and planned.");
            report.Add(suspicion);
        }
    }

    /// <summary>An execution that plans long.</summary>
    internal sealed record Planned(QueryPlan Plan, long PlanningMs, IReadOnlyList<Gap> Gaps);
}
