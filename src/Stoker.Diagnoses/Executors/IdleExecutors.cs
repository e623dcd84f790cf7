using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Model.Settings;

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

        AdviseFewer(inspection, suspicion, peak, slots);
        report.Add(suspicion);
    }

    /// <summary>Executors that come and go where the run is long enough for that; and as few as have the slots of the busiest moment, in whole executors.</summary>
    private static void AdviseFewer(Inspection inspection, Suspicion suspicion, int peak, int slots)
    {
        var settings = inspection.Settings;
        var isDynamic = settings.IsOn("spark.dynamicAllocation.enabled") == true;
        var each = inspection.Curve.Lives.Max(life => life.Slots);
        var executors = (peak + each - 1) / each;
        if (!isDynamic && slots > each && !inspection.IsStreaming && DynamicAllocation.GivesBack(settings, inspection.WallMs / 1000.0))
        {
            suspicion.Advise(settings.Change("spark.dynamicAllocation.enabled", "true", "Let Spark release executors that have nothing to do.", risk: "Shuffle data must survive them: shuffle tracking or a shuffle service."));
        }

        if (executors * each >= slots)
        {
            suspicion.Advise(new Remedy(RemedyKind.Cluster, Text($"Ask for an executor of fewer cores: the busiest moment used {peak} of its {slots} slots.")));
            return;
        }

        var why = Text($"Ask for no more executors than the busiest moment needed: it used {peak} {(peak == 1 ? "slot" : "slots")}, and an executor has {each}.");
        var isStandalone = settings.Find("spark.master") is { } master && (master.StartsWith("spark://", StringComparison.Ordinal) || master.StartsWith("local-cluster", StringComparison.Ordinal));
        suspicion.Advise(isDynamic ? settings.Change("spark.dynamicAllocation.maxExecutors", Text($"{executors}"), why)
            : isStandalone ? settings.Change("spark.cores.max", Text($"{executors * each * Math.Max(1, settings.Number("spark.task.cpus") ?? 1)}"), why)
            : settings.Change("spark.executor.instances", Text($"{executors}"), why));
    }

    private static string Text(FormattableString text) => text.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static double IdleShare(Inspection inspection)
    {
        var ledger = inspection.Ledger;
        return (ledger.Total(Bucket.IdleSurplus) + ledger.Total(Bucket.IdleTail) + ledger.Total(Bucket.IdleGap) + ledger.Total(Bucket.IdleRamp)) / ledger.SupplyMs;
    }

    private static int PeakBusy(Inspection inspection) => Math.Max(1, inspection.Curve.PeakBusy(inspection.Curve.StartMs, inspection.Curve.EndMs));

    /// <summary>Most slots alive at once, sampled where executors come.</summary>
    private static int MostSlots(Inspection inspection) => inspection.Curve.Lives.Max(life => inspection.Curve.SlotsAt(life.StartMs));
}
