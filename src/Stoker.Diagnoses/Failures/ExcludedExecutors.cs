using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL012: executors that Spark gave no more tasks after failures were a large part of the cluster.</summary>
internal static class ExcludedExecutors
{
    public const string Id = "FAIL012";

    public static readonly Diagnosis Diagnosis = new(Id, "Exclusion shrank the cluster", Rank.Scheduling, Check) { Limits = [FailureThresholds.ExcludedShare] };

    private static void Check(Inspection inspection, Report report)
    {
        List<(ExecutorLife Life, long ExcludedMs)> excluded =
        [
            .. inspection.Curve.Lives.Select(life => (life, ExcludedMsOf(life))).Where(pair => pair.Item2 > 0).OrderByDescending(pair => pair.Item2).ThenBy(pair => pair.life.Executor.Id, StringComparer.Ordinal),
        ];
        var slotMs = excluded.Sum(pair => (double)pair.ExcludedMs * pair.Life.Slots);
        var share = slotMs / Math.Max(1, inspection.Curve.Supply(inspection.Curve.StartMs, inspection.Curve.EndMs));
        var limit = inspection.ValueOf(Id, FailureThresholds.ExcludedShare);
        if (excluded.Count == 0 || share < limit)
        {
            return;
        }

        var suspicion = new Suspicion(new ExecutorPlace(excluded[0].Life.Executor.Id), Confidence.High) { FixedSeverity = Severity.Info };
        suspicion.RelatedPlaces.AddRange(excluded.Skip(1).Take(4).Select(pair => new ExecutorPlace(pair.Life.Executor.Id)));
        suspicion.RelatedPlaces.AddRange(excluded.Select(pair => pair.Life.Executor.Host).Distinct().Order(StringComparer.Ordinal).Take(3).Select(host => new HostPlace(host)));
        suspicion.Prove("excludedExecutors", excluded.Count, EvidenceUnit.Count)
            .Prove("excludedTime", slotMs, EvidenceUnit.CoreMilliseconds)
            .Prove("shareOfSlots", share, EvidenceUnit.Ratio, null, new Threshold(FailureThresholds.ExcludedShare.Name, Comparison.AtLeast, limit));
        suspicion.Advise("Look at why tasks failed there (FAIL001, FAIL006): a bad host should go, a bad input fails anywhere.")
            .Advise(inspection.Settings.Change("spark.excludeOnFailure.timeout", "10min", "Take executors back sooner, when the input was the cause."));
        report.Add(suspicion);
    }

    private static long ExcludedMsOf(ExecutorLife life) => Math.Min(
        life.EndMs - life.StartMs,
        life.Executor.ExcludedTime.Value + (life.Executor.ExcludedSince is { } since ? Math.Max(0, life.EndMs - since.EpochMilliseconds) : 0));
}
