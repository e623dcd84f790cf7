using Stoker.Diagnoses.Driver;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Shuffles;
using Stoker.Diagnoses.Work;
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
            CacheThresholds.ManyUses,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        RepeatedRdd.Report(inspection, report);
        RepeatedBranch.Report(inspection, report);
        var told = new CoveredGroups();
        foreach (var shared in SharedWork.Of(inspection))
        {
            // What is only looked at is DRV005, and what is shuffled again alike is SHUF001.
            var looks = LookOnlyActions.Of(shared.Plans);
            var plans = looks.Count >= 2 ? (IReadOnlyList<QueryPlan>)[.. shared.Plans.Except(looks)] : shared.Plans;
            if (plans.Count < 2 || RepeatedExchange.Covers(inspection, plans) || told.Cover(plans))
            {
                continue;
            }

            // Which of them is the first does not matter; but the longest may do far more than what they share, and the others show how little that is.
            var longest = plans.MaxBy(shared.RunMsOf);
            var repeats = plans.Where(plan => plan != longest).ToList();
            var costMs = repeats.Sum(shared.RunMsOf);
            if (costMs < inspection.ValueOf(Id, CacheThresholds.ReuseMinMs))
            {
                continue;
            }

            var suspicion = new Suspicion(plans[0].Place, Confidence.Medium);
            suspicion.Doubt("how long reading the cache would take is that of other runs");
            suspicion.OnlyWhenSure = plans.Count < inspection.ValueOf(Id, CacheThresholds.ManyUses) || costMs < CacheThresholds.MuchOfSlots * inspection.Ledger.SupplyMs;
            if (AreFirstTasks(inspection, repeats.SelectMany(plan => shared.Stages[plan])))
            {
                (suspicion.MostSeverity, suspicion.MostReason) = (Severity.Info, "the repetitions were mostly first tasks of executors, which are slow whatever they do");
            }

            suspicion.Prove("executions", plans.Count, EvidenceUnit.Count).Prove("repeatedTime", costMs, EvidenceUnit.CoreMilliseconds);
            var saving = inspection.ValueOf(Id, CacheThresholds.Saving);
            suspicion.RelatedPlaces.AddRange(plans.Skip(1).Select(plan => plan.Place));

            // A cache is filled with all columns, as the longest of them needs them, and filling it costs something beside: what that leaves of the others is the price.
            var kept = 1 - Math.Min(1, CacheThresholds.FillShare * (plans.Sum(shared.RunMsOf) - costMs) / Math.Max(1, costMs));
            var expected = saving * Math.Max(0.1, 0.85 * kept);
            foreach (var stage in repeats.SelectMany(plan => shared.Stages[plan]))
            {
                suspicion.Stages.Add(stage.Index);
                suspicion.ClaimRun(inspection.Ledger, stage, saving * 0.1, expected, 1);
            }

            // That it took longest may be chance: at most it did no more than the least of them.
            var most = 1 - (plans.Min(shared.RunMsOf) / (double)Math.Max(1, shared.RunMsOf(longest!))); // Two plans at least.
            foreach (var stage in shared.Stages[longest!])
            {
                suspicion.ClaimRun(inspection.Ledger, stage, 0, 0, most);
            }

            var partitions = CachedPartitions.Of(shared, plans);
            suspicion.Remains = CachedPartitions.Remains(partitions, inspection.ValueOf(Partitions.TinyTasks.Id, Partitions.PartitionThresholds.TaskCostMs) * (plans.Count + 1), costMs, saving * 0.1, expected);
            if (partitions > 0)
            {
                var few = Math.Ceiling(plans.SelectMany(plan => shared.Stages[plan]).Max(inspection.SlotsOf)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                suspicion.Advise(
                    $"Cache the DataFrame that these actions share before the first of them, with few partitions: df = df.coalesce({few}).cache(), or as many as its bytes need, and unpersist() it after the last. Without coalesce it keeps its {partitions.ToString(System.Globalization.CultureInfo.InvariantCulture)} shuffle partitions, which adaptive execution merged here, and may cost more than it saves.",
                    "It fits into storage memory; else write it to a table.");
            }
            else
            {
                suspicion.Advise("Cache the DataFrame that these actions share before the first of them, df = df.cache(), and unpersist() it after the last.", "It fits into storage memory; else write it to a table.");
            }

            suspicion
                .Advise("Or do in one action what the actions do one by one.");
            told.Add(plans);
            report.Add(suspicion);
        }
    }

    /// <summary>Whether most of the time of stages is that of first tasks of executors (trap T02).</summary>
    private static bool AreFirstTasks(Inspection inspection, IEnumerable<StageWork> stages)
    {
        var (first, all) = (0L, 0L);
        foreach (var stage in stages)
        {
            (first, all) = (first + inspection.WarmUp.MillisecondsOf(stage), all + stage.BusyMs);
        }

        return 2 * first > all;
    }
}
