using Stoker.Diagnoses.InputOutput;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Caching;

/// <summary>CACHE007: a cache holds columns that no query reads. Without the cache Spark would leave them out; with it they are computed and stored, whatever is asked.</summary>
internal static class UnreadColumns
{
    public const string Id = "CACHE007";

    public static readonly Diagnosis Diagnosis = new(Id, "Cached columns nobody reads", Rank.Plan, Check)
    {
        Limits =
        [
            CacheThresholds.ColumnsRatio,
            CacheThresholds.ManyColumnsRatio,
            CacheThresholds.FewColumns,
            CacheThresholds.ReuseMinMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (!inspection.Application.IsComplete)
        {
            return; // A query to come may read them (trap T20).
        }

        foreach (var cache in CachedColumns.Of(inspection))
        {
            if (cache.Cached < inspection.ValueOf(Id, CacheThresholds.ColumnsRatio) * Math.Max(1, cache.Used) || cache.Cached <= inspection.ValueOf(Id, CacheThresholds.FewColumns)
                || cache.Fill.Sum(stage => stage.RunMs) < inspection.ValueOf(Id, CacheThresholds.ReuseMinMs) || UnusedColumns.Covers(inspection, cache))
            {
                continue;
            }

            report.Add(Suspect(inspection, cache));
        }
    }

    private static Suspicion Suspect(Inspection inspection, CachedColumns cache)
    {
        // One dear column among those that are read would make the others cheap: only of very many it is told with more than a word.
        var isMany = cache.Cached >= inspection.ValueOf(Id, CacheThresholds.ManyColumnsRatio) * Math.Max(1, cache.Used);
        var suspicion = new Suspicion(cache.Readers[0].Place, Confidence.Medium) { MostSeverity = isMany && !inspection.IsInteractive ? null : Severity.Info };
        suspicion.Doubt("what each column cost is taken to be alike, and another run may read those that this one did not");
        suspicion.RelatedPlaces.AddRange(cache.Fill.Select(stage => new StagePlace(stage.Stage.Id)));
        suspicion.Prove("columnsCached", cache.Cached, EvidenceUnit.Count)
            .Prove("columnsRead", cache.Used, EvidenceUnit.Count)
            .Prove("fillTime", cache.Fill.Sum(stage => stage.RunMs), EvidenceUnit.CoreMilliseconds);
        var unread = 1 - (cache.Used / (double)cache.Cached);
        foreach (var stage in cache.Fill)
        {
            inspection.Relate(suspicion, stage);
            suspicion.ClaimRun(inspection.Ledger, stage, unread * 0.2, unread * 0.6, unread);
        }

        return suspicion.Advise("Select the columns before cache(): df.select(\"a\", \"b\").cache(). A cache computes and holds all that it is given.");
    }
}
