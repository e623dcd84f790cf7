using Stoker.Diagnoses.Caching;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Driver;

/// <summary>DRV005: actions that only look (count, show, isEmpty, first) repeat the work of another.</summary>
internal static class LookOnlyActions
{
    public const string Id = "DRV005";

    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "count", "show", "showString", "isEmpty", "first", "head", "take", "limit" };

    public static readonly Diagnosis Diagnosis = new(Id, "Actions only to look repeat the work", Rank.Driver, Check) { Limits = [DriverThresholds.ReuseMinMs] };

    /// <summary>Of executions that share their lineage, those that only look.</summary>
    public static IReadOnlyList<QueryPlan> Of(IEnumerable<QueryPlan> plans) => [.. plans.Where(plan => Methods.Contains(StagePlaces.MethodOf(plan.Execution.Description)) && !IsAnswer(plan))];

    /// <summary>Whether an execution ends in one row of sums or means: <c>agg(…).first()</c> fetches the answer as <c>collect()</c> does. A row of counts is a look.</summary>
    private static bool IsAnswer(QueryPlan plan) =>
        plan.Operators.OrderBy(node => node.Id).FirstOrDefault(node => node.Name.EndsWith("Aggregate", StringComparison.Ordinal) || node.Inputs.Count != 1 || Exchanges.IsShuffle(node))
            is { } top && top.Name.EndsWith("Aggregate", StringComparison.Ordinal) && top.Text.Contains("(keys=[], functions=[", StringComparison.Ordinal) && !top.Text.Contains("count(", StringComparison.Ordinal);

    private static void Check(Inspection inspection, Report report)
    {
        var told = new CoveredGroups();
        foreach (var shared in SharedWork.WithGroupings(inspection))
        {
            var looks = Of(shared.Plans);
            var costMs = looks.Sum(plan => plan.RunMs);
            if (looks.Count < 2 || costMs < inspection.ValueOf(Id, DriverThresholds.ReuseMinMs) || told.Cover(looks))
            {
                continue;
            }

            var suspicion = new Suspicion(looks[0].Place, Confidence.Medium) { SameAs = "looks" };
            suspicion.Doubt("whether the program needs the answer cannot be told from the log");
            suspicion.Prove("lookOnlyActions", looks.Count, EvidenceUnit.Count).Prove("taskTime", costMs, EvidenceUnit.CoreMilliseconds);
            foreach (var plan in looks)
            {
                suspicion.RelatedPlaces.Add(plan.Place);
                if (StagePlaces.CallSiteOf(plan.Execution.Description) is { } line)
                {
                    suspicion.RelatedPlaces.Add(line);
                }

                foreach (var stage in plan.Stages)
                {
                    suspicion.ClaimRun(inspection.Ledger, stage, 0.7, 0.9, 1);
                }
            }

            suspicion.Advise("Drop actions that are there to look; nobody reads the number in a scheduled job.", "The count decides nothing in the program.")
                .Advise("Count on the way with df.observe(), or cache once before the first look.");
            told.Add(looks);
            report.Add(suspicion);
        }
    }
}
