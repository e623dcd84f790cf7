using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Caching;

/// <summary>
/// CACHE001 within one query: branches of it, such as those of a UNION ALL over one CTE, read a shuffle that Spark makes once (ReusedExchange), but each works its
/// rows up again in the same way.
/// </summary>
internal static class RepeatedBranch
{
    public static void Report(Inspection inspection, Report report)
    {
        foreach (var plan in inspection.IsStreaming ? [] : inspection.Plans)
        {
            var signatures = new PlanSignatures();
            foreach (var shuffle in plan.Operators.Where(node => Exchanges.IsShuffle(node) && node.Readers.Count > 1))
            {
                foreach (var branches in shuffle.Readers.Select(WorkOn).OfType<PlanOperator>().Distinct().GroupBy(signatures.Of, StringComparer.Ordinal).Where(group => group.Count() > 1))
                {
                    Report(inspection, report, shuffle, [.. branches.OrderBy(branch => branch.Id)]);
                }
            }
        }
    }

    /// <summary>The aggregate or window that works on the rows of a shuffle read; null when something else does.</summary>
    private static PlanOperator? WorkOn(PlanOperator reader)
    {
        for (var at = reader; ; at = at.Readers[0])
        {
            if (at.Name.EndsWith("Aggregate", StringComparison.Ordinal) || at.Name == "Window")
            {
                return at;
            }

            if (at.Readers.Count != 1 || at.Inputs.Count != 1 || Exchanges.IsShuffle(at) || Exchanges.IsBroadcast(at))
            {
                return null;
            }
        }
    }

    private static void Report(Inspection inspection, Report report, PlanOperator shuffle, IReadOnlyList<PlanOperator> branches)
    {
        // Two branches in one stage cost one stage: only what ran in stages of its own is known to be a repetition.
        List<StageWork> stages = [.. branches.SelectMany(branch => branch.RunStages).Distinct().OrderByDescending(stage => stage.DurationMs).ThenBy(stage => stage.Index)];
        var repeats = stages.Skip(1).ToList();
        var costMs = repeats.Sum(stage => stage.DurationMs);
        if (costMs < inspection.ValueOf(RepeatedLineage.Id, CacheThresholds.ReuseMinMs))
        {
            return;
        }

        var suspicion = new Suspicion(shuffle.Place, Confidence.Medium) { SameAs = "branches of " + shuffle.Plan.Execution.Id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        suspicion.Doubt("what else the branches do with the rows is not known apart");
        suspicion.Prove("branches", branches.Count, EvidenceUnit.Count)
            .Prove("repeatedTime", costMs, EvidenceUnit.CoreMilliseconds)
            .Prove("operator", branches[0].Name, branches[0].Place)
            .Prove("partitioning", Exchanges.KeysOf(shuffle));
        foreach (var branch in branches.Skip(1))
        {
            suspicion.RelatedPlaces.Add(branch.Place);
        }

        foreach (var stage in repeats)
        {
            inspection.Relate(suspicion, stage);
            suspicion.ClaimRun(inspection.Ledger, stage, 0.3, 0.7, 1);
        }

        // That the first took longest may be chance: at most it did no more than the least of them.
        suspicion.ClaimRun(inspection.Ledger, stages[0], 0, 0, 1 - (repeats[^1].DurationMs / (double)Math.Max(1, stages[0].DurationMs)));
        report.Add(suspicion
            .Advise("Compute the branches in one pass, with conditions inside the aggregates such as F.sum(F.when(cond, x)), instead of uniting or joining queries on the same table.")
            .Advise("Or cache what the branches share before they part: Spark shuffles it once, but works it up for each branch.", "It fits into storage memory."));
    }
}
