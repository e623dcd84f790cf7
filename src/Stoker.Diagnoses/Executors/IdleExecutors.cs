using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Executors;

/// <summary>EXEC001: there are more slots than the application ever needs at once. Money, not time.</summary>
internal static class IdleExecutors
{
    public const string Id = "EXEC001";

    public static readonly Diagnosis Diagnosis = new(Id, "Executors are mostly idle", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ExecutorThresholds.IdleShare,
            ExecutorThresholds.SurplusRatio,
        ],
    };

    /// <summary>Whether most slot time is idle, and there are far more slots than the busiest moment needs.</summary>
    public static bool AreMany(Inspection inspection) =>
        !inspection.IsLocal && inspection.Stages.Count > 0 && inspection.Ledger.SupplyMs > 0
        && IdleShare(inspection) >= inspection.ValueOf(Id, ExecutorThresholds.IdleShare)
        && MostSlots(inspection) >= inspection.ValueOf(Id, ExecutorThresholds.SurplusRatio) * PeakBusy(inspection);

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Curve.Lives.Count == 0 && inspection.Stages.Count > 0)
        {
            report.AddNotChecked(new ApplicationPlace(), Findings.NotChecked.NotCheckedReason.UnknownCluster);
        }

        if (!AreMany(inspection))
        {
            return;
        }

        var ledger = inspection.Ledger;
        var share = IdleShare(inspection);
        var limit = inspection.ValueOf(Id, ExecutorThresholds.IdleShare);
        var peak = PeakBusy(inspection);
        var slots = MostSlots(inspection);
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { Basis = Basis.Measured };
        suspicion.Prove("idleShare", share, EvidenceUnit.Ratio, null, new Threshold(ExecutorThresholds.IdleShare.Name, Comparison.AtLeast, limit))
            .Prove("mostSlots", slots, EvidenceUnit.Count)
            .Prove("peakBusySlots", peak, EvidenceUnit.Count)
            .Prove("executors", inspection.Curve.Lives.Count, EvidenceUnit.Count);
        foreach (var stage in inspection.Stages)
        {
            var surplus = ledger.Of(stage, Bucket.IdleSurplus);
            suspicion.Claim(stage, Bucket.IdleSurplus, surplus * 0.9, surplus, surplus);
        }

        foreach (var gap in ledger.Gaps)
        {
            var surplus = gap.SlotMs * (1 - Math.Min(1, peak / Math.Max(peak, inspection.Curve.MeanSlots(gap.StartMs, gap.EndMs))));
            if (surplus > 0)
            {
                suspicion.CellClaims.Add(new CellClaim(Cell.OfGap(gap), new Estimate(surplus * 0.9, surplus, surplus)));
            }
        }

        if (inspection.Settings.IsOn("spark.dynamicAllocation.enabled") != true)
        {
            suspicion.Advise(inspection.Settings.Change("spark.dynamicAllocation.enabled", "true", "Let Spark release executors that have nothing to do.", risk: "Shuffle data must survive them: shuffle tracking or a shuffle service."));
        }

        var wanted = peak.ToString(System.Globalization.CultureInfo.InvariantCulture);
        suspicion.Advise(inspection.Settings.IsSet("spark.cores.max") || !inspection.Settings.IsSet("spark.executor.instances")
            ? inspection.Settings.Change("spark.cores.max", wanted, "Ask for as many cores as the busiest moment used.")
            : inspection.Settings.Change("spark.executor.instances", ExecutorsFor(inspection, peak), $"Ask for fewer executors: the busiest moment used {wanted} slots."));
        report.Add(suspicion);
    }

    /// <summary>As many executors as have so many slots, of the most common size.</summary>
    private static string ExecutorsFor(Inspection inspection, int slots) =>
        ((slots + inspection.Curve.Lives.Max(life => life.Slots) - 1) / inspection.Curve.Lives.Max(life => life.Slots)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static double IdleShare(Inspection inspection)
    {
        var ledger = inspection.Ledger;
        return (ledger.Total(Bucket.IdleSurplus) + ledger.Total(Bucket.IdleTail) + ledger.Total(Bucket.IdleGap) + ledger.Total(Bucket.IdleRamp)) / ledger.SupplyMs;
    }

    private static int PeakBusy(Inspection inspection) => Math.Max(1, inspection.Curve.PeakBusy(inspection.Curve.StartMs, inspection.Curve.EndMs));

    /// <summary>Most slots alive at once, sampled where executors come.</summary>
    private static int MostSlots(Inspection inspection) => inspection.Curve.Lives.Max(life => inspection.Curve.SlotsAt(life.StartMs));
}
