using Stoker.Diagnoses.InputOutput;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Caching;

/// <summary>CACHE007: a cache holds columns that no query reads.</summary>
internal static class UnreadColumns
{
    public const string Id = "CACHE007";

    public static readonly Diagnosis Diagnosis = new(Id, "Cached columns nobody reads", Rank.Plan, Check)
    {
        Limits =
        [
            CacheThresholds.ColumnsRatio,
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
                || cache.Scan.Stage.RunMs < inspection.ValueOf(Id, CacheThresholds.ReuseMinMs) || UnusedColumns.Covers(inspection, cache))
            {
                continue;
            }

            var suspicion = new Suspicion(cache.Readers[0].Place, Confidence.Medium) { FixedSeverity = Severity.Info };
            suspicion.Doubt("another run may read the columns that this one did not");
            suspicion.RelatedPlaces.Add(new StagePlace(cache.Scan.Stage.Stage.Id));
            suspicion.Prove("columnsCached", cache.Cached, EvidenceUnit.Count)
                .Prove("columnsRead", cache.Used, EvidenceUnit.Count)
                .Prove("fillTime", cache.Scan.Stage.RunMs, EvidenceUnit.CoreMilliseconds);
            report.Add(suspicion.Advise("Select the columns before cache(): df.select(\"a\", \"b\").cache()."));
        }
    }
}
