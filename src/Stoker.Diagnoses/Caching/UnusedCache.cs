using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Storage;

namespace Stoker.Diagnoses.Caching;

/// <summary>CACHE002: cached, but nothing reads it a second time.</summary>
internal static class UnusedCache
{
    public const string Id = "CACHE002";

    public static readonly Diagnosis Diagnosis = new(Id, "Cached but used once or never", Rank.Plan, Check)
    {
        Limits =
        [
            CacheThresholds.ReuseMinMs,
            CacheThresholds.StoreShare,
        ],
    };

    /// <summary>Stages that ran with a persisted RDD in their lineage, in order.</summary>
    public static IReadOnlyList<StageWork> UsesOf(Inspection inspection, CachedRdd rdd) =>
        [.. rdd.Uses.SelectMany(use => inspection.AttemptsOf(use.Stage).Where(stage => stage.Stage.Id == use)).OrderBy(stage => stage.Index)];

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var rdd in inspection.Application.CachedRdds.Where(rdd => rdd.Level.IsValid))
        {
            var uses = UsesOf(inspection, rdd);
            if (!inspection.Application.IsComplete || uses.Count == 0 || QueriesOf(inspection, uses) > 1)
            {
                continue;
            }

            var fill = uses[0];
            if (fill.RunMs < inspection.ValueOf(Id, CacheThresholds.ReuseMinMs))
            {
                continue;
            }

            var suspicion = new Suspicion(new StagePlace(fill.Stage.Id), Confidence.Medium) { LeastSeverity = Severity.Minor, MostSeverity = Severity.Major };
            suspicion.Doubt("what storing the rows cost is worked out as a share of computing them");
            inspection.Relate(suspicion, fill);
            suspicion.Prove("rdd", PlanText.CachedName(rdd.Name)).Prove("readBy", "no query but the one that fills it").Prove("fillTime", fill.RunMs, EvidenceUnit.CoreMilliseconds);
            var share = inspection.ValueOf(Id, CacheThresholds.StoreShare);
            suspicion.ClaimRun(inspection.Ledger, fill, share / 3, share, Math.Min(1, share * 2));
            suspicion.Advise("Drop .cache() or .persist(): its only reader is the job that fills it.");
            report.Add(suspicion);
        }
    }

    /// <summary>Queries that used it: jobs of one SQL execution count once, since filling a cache is a job of its own since Spark 4.</summary>
    private static int QueriesOf(Inspection inspection, IReadOnlyList<StageWork> uses) =>
        uses.Select(inspection.JobOf).Select(job => job is null ? -1L : job.Execution is { } execution ? execution.Value : -2L - job.Id.Value).Distinct().Count();
}
