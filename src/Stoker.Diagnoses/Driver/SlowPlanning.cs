using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Driver;

/// <summary>
/// DRV007: an execution spends long between its start and its first job. Spark writes that start when the plan is there: of a plan that is large, the pause before
/// it is the program that built it and Spark that analyzed it, step by step.
/// </summary>
internal static class SlowPlanning
{
    public const string Id = "DRV007";

    public static readonly Diagnosis Diagnosis = new(Id, "Planning takes long", Rank.Driver, Check)
    {
        Limits =
        [
            DriverThresholds.PlanMs,
            DriverThresholds.PlanShare,
            DriverThresholds.LargePlanMs,
            DriverThresholds.FirstPlanMs,
            DriverThresholds.PlanNodes,
            DriverThresholds.StackedProjections,
            DriverThresholds.BuildingRatio,
        ],
    };

    /// <summary>What to do about columns that a loop makes.</summary>
    public const string ManyColumns = "Make the columns in one df.select(…) or df.withColumns({…}) instead of withColumn in a loop: each call analyzes all columns before it again.";

    /// <summary>Executions that plan long. The first one also loads Spark's classes (trap T02) and must plan twice as long.</summary>
    public static IReadOnlyList<Planned> Find(Inspection inspection)
    {
        List<Planned> found = [], large = [];
        QueryPlan? before = null;
        foreach (var plan in inspection.Plans)
        {
            if (plan.Execution.StartTime?.EpochMilliseconds is not { } start || ExplainedGaps.FirstJobMs(inspection, plan.Execution) is not { } first)
            {
                continue;
            }

            var planning = first - start;
            var length = (plan.Execution.EndTime?.EpochMilliseconds ?? inspection.Curve.EndMs) - start;
            if (!inspection.IsStreaming && LargeOf(inspection, plan) is { } size)
            {
                var from = Math.Max(BuildingFrom(inspection, start, before), start - (long)(inspection.ValueOf(Id, DriverThresholds.BuildingRatio) * planning));
                var planned = new Planned(plan, planning, start - from, size, SpansIn(inspection, from, start, isBuilding: true).Concat(SpansIn(inspection, start, first, isBuilding: false)).ToList());
                if (planned.Milliseconds >= inspection.ValueOf(Id, DriverThresholds.LargePlanMs))
                {
                    large.Add(planned);
                }
            }
            else if (planning >= inspection.ValueOf(Id, DriverThresholds.PlanMs) * (before is null ? 2 : 1) && planning >= inspection.ValueOf(Id, DriverThresholds.PlanShare) * length)
            {
                // What any first query takes is not the fault of this one.
                var own = before is null ? start + (2 * (long)inspection.ValueOf(Id, DriverThresholds.PlanMs)) : start;
                found.Add(new Planned(plan, planning, 0, null, [.. SpansIn(inspection, own, first, isBuilding: false)]));
            }

            before = plan;
        }

        return large.Sum(planned => planned.Milliseconds) >= inspection.ValueOf(Id, DriverThresholds.PlanMs) ? [.. found, .. large] : found;
    }

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var planned in inspection.SlowlyPlanned)
        {
            var suspicion = new Suspicion(planned.Plan.Place, Confidence.Medium) { SameAs = "planning", Basis = planned.Size is null ? Basis.Estimated : Basis.Bounded };
            suspicion.Doubt(planned.BuildingMs > 0
                ? "that the driver built this query in the pause before it is inferred from the size of its plan"
                : "between start of a query and its first job the driver may do more than plan");
            suspicion.Prove("planningTime", planned.PlanningMs, EvidenceUnit.Milliseconds);
            if (planned.BuildingMs > 0)
            {
                suspicion.Prove("pauseBeforeIt", planned.BuildingMs, EvidenceUnit.Milliseconds);
            }

            Measure(inspection, suspicion, planned);
            planned.Claim(suspicion);
            Advise(inspection, suspicion, planned.Size);
            report.Add(suspicion);
        }
    }

    private static void Measure(Inspection inspection, Suspicion suspicion, Planned planned)
    {
        suspicion.Prove("planNodes", planned.Plan.Operators.Count, EvidenceUnit.Count);
        if (planned.Size is not { } size)
        {
            return;
        }

        if (size.Unions > 2)
        {
            suspicion.Prove("inputsOfTheUnion", size.Unions, EvidenceUnit.Count);
        }

        if (IsOf(inspection, size.Stacked, DriverThresholds.StackedProjections))
        {
            suspicion.Prove("stackedProjections", size.Stacked, EvidenceUnit.Count);
        }
    }

    private static void Advise(Inspection inspection, Suspicion suspicion, PlanSize? size)
    {
        if (size is { } known && IsOf(inspection, known.Stacked, DriverThresholds.StackedProjections))
        {
            suspicion.Advise(ManyColumns)
                .Advise("Where a column needs the ones before it, cut the plan every few passes: df = df.localCheckpoint().");
            return;
        }

        if (size is { Unions: > 2 })
        {
            suspicion.Advise("Do not union in a loop: read all inputs in one call, spark.read.parquet(*paths), or make one DataFrame of all rows.")
                .Advise("Where the parts must stay apart, write each of them to one table and read that.");
            return;
        }

        suspicion.Advise("Build columns in one select instead of withColumn in a loop; cut a long lineage by checkpoint() or by writing a table.")
            .Advise("Read fewer files and partitions: each one is listed and planned.");
    }

    private static PlanSize? LargeOf(Inspection inspection, QueryPlan plan)
    {
        var size = PlanSize.Of(plan);
        return IsOf(inspection, size.Nodes, DriverThresholds.PlanNodes) || IsOf(inspection, size.Stacked, DriverThresholds.StackedProjections) ? size : null;
    }

    private static bool IsOf(Inspection inspection, int size, Limit limit) => size >= inspection.ValueOf(Id, limit);

    /// <summary>
    /// From when on the driver may have built a query: the end of the query before it or of the last stage, whichever is later. What Spark takes to start is not the first one's.
    /// </summary>
    private static long BuildingFrom(Inspection inspection, long start, QueryPlan? before)
    {
        var gaps = inspection.Ledger.Gaps;
        var at = inspection.Ledger.FirstGapBehind(start - 1);
        if (at >= gaps.Count || gaps[at].StartMs >= start)
        {
            return start;
        }

        if (before is null)
        {
            var executor = inspection.Curve.Lives.Count == 0 ? gaps[at].StartMs : inspection.Curve.Lives.Min(life => life.StartMs);
            return Math.Min(start, Math.Max(gaps[at].StartMs, executor) + (long)inspection.ValueOf(Id, DriverThresholds.FirstPlanMs));
        }

        return before.Execution.EndTime?.EpochMilliseconds is { } end && end <= start ? Math.Max(gaps[at].StartMs, end) : gaps[at].StartMs;
    }

    private static IEnumerable<Span> SpansIn(Inspection inspection, long fromMs, long toMs, bool isBuilding)
    {
        var gaps = inspection.Ledger.Gaps;
        for (var index = inspection.Ledger.FirstGapBehind(fromMs); index < gaps.Count && gaps[index].StartMs < toMs; index++)
        {
            var length = Math.Min(toMs, gaps[index].EndMs) - Math.Max(fromMs, gaps[index].StartMs);
            if (length > 0)
            {
                yield return new Span(gaps[index], length, isBuilding);
            }
        }
    }

    /// <summary>Time of a gap that goes to planning.</summary>
    /// <param name="Gap">The gap.</param>
    /// <param name="Milliseconds">How much of it.</param>
    /// <param name="IsBuilding">Whether it is before the start of the query.</param>
    internal sealed record Span(Gap Gap, long Milliseconds, bool IsBuilding);

    /// <summary>An execution that plans long.</summary>
    /// <param name="Plan">Its plan.</param>
    /// <param name="PlanningMs">From its start to its first job.</param>
    /// <param name="BuildingMs">The pause before its start; 0 where the plan is of ordinary size.</param>
    /// <param name="Size">What makes its plan large; absent when it is not.</param>
    /// <param name="Spans">Where in the gaps that time is.</param>
    internal sealed record Planned(QueryPlan Plan, long PlanningMs, long BuildingMs, PlanSize? Size, IReadOnlyList<Span> Spans)
    {
        /// <summary>All its time.</summary>
        public long Milliseconds => PlanningMs + BuildingMs;

        /// <summary>Asks for what a plan of ordinary size would not take: twins without the loop took a twentieth of it.</summary>
        public void Claim(Suspicion suspicion)
        {
            foreach (var span in Spans)
            {
                var part = span.Milliseconds / (double)span.Gap.Milliseconds;
                var (low, expected, high) = Size is null ? (0.3, 0.7, 0.9) : span.IsBuilding ? (0.4, 0.8, 1) : (0.6, 0.9, 1);
                suspicion.ClaimGap(span.Gap, part * low, part * expected, part * high);
            }
        }
    }
}
