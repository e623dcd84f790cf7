using Stoker.Diagnoses.Driver;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Shuffles;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Caching;

/// <summary>CACHE001: several actions compute the same lineage.</summary>
internal static class RepeatedLineage
{
    public const string Id = "CACHE001";

    public static readonly Diagnosis Diagnosis = new(Id, "The same lineage is computed again by several actions", Rank.Plan, Check)
    {
        Limits =
        [
            CacheThresholds.ReuseMinMs,
            CacheThresholds.Saving,
        ],
    };

    /// <summary>Executions that share a source and its first condition, by that.</summary>
    public static IReadOnlyList<IReadOnlyList<QueryPlan>> Groups(Inspection inspection)
    {
        var groups = new Dictionary<string, List<QueryPlan>>(StringComparer.Ordinal);
        foreach (var plan in inspection.IsStreaming ? [] : inspection.Plans)
        {
            foreach (var key in Lineage.KeysOf(plan))
            {
                (System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(groups, key, out _) ??= []).Add(plan);
            }
        }

        return [.. groups.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).Where(plans => plans.Count > 1)];
    }

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var group in Groups(inspection))
        {
            // What is only looked at is DRV005, and what is shuffled again alike is SHUF001.
            var looks = LookOnlyActions.Of(group);
            var plans = looks.Count >= 2 ? [.. group.Except(looks)] : group;
            if (plans.Count < 2 || RepeatedExchange.Covers(inspection, plans))
            {
                continue;
            }

            var repeats = plans.OrderBy(plan => plan.Execution.Id).Skip(1).ToList();
            var costMs = repeats.Sum(plan => plan.RunMs);
            if (costMs < inspection.ValueOf(Id, CacheThresholds.ReuseMinMs))
            {
                continue;
            }

            var suspicion = new Suspicion(plans.MinBy(plan => plan.Execution.Id)!.Place, Confidence.Medium); // Two at least.
            suspicion.Prove("executions", plans.Count, EvidenceUnit.Count).Prove("repeatedTime", costMs, EvidenceUnit.CoreMilliseconds);
            var saving = inspection.ValueOf(Id, CacheThresholds.Saving);
            foreach (var plan in repeats)
            {
                suspicion.RelatedPlaces.Add(plan.Place);
                foreach (var stage in plan.Stages)
                {
                    suspicion.Stages.Add(stage.Index);
                    suspicion.ClaimRun(inspection.Ledger, stage, saving * 0.5, saving * 0.8, saving);
                }
            }

            suspicion.Advise("Cache the DataFrame that these actions share before the first of them, df = df.cache(), and unpersist() it after the last.", "It fits into storage memory; else write it to a table.")
                .Advise("Or do in one action what the actions do one by one.");
            report.Add(suspicion);
        }
    }
}
