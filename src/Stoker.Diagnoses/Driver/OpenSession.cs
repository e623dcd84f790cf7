using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Driver;

/// <summary>DRV011: a shell, notebook or server keeps its executors while nobody asks it for anything. What a person waits for is not changed by that.</summary>
internal static class OpenSession
{
    public const string Id = "DRV011";

    private const string DynamicAllocation = "spark.dynamicAllocation.enabled";

    public static readonly Diagnosis Diagnosis = new(Id, "Session left open", Rank.Driver, Check)
    {
        Limits = [DriverThresholds.ThinkingMs, DriverThresholds.LeftMs, DriverThresholds.IdleShare],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (!inspection.IsInteractive || inspection.IsLocal || inspection.IsStreaming || inspection.Stages.Count == 0)
        {
            return;
        }

        var pauses = inspection.Ledger.Gaps.Where(gap => gap.Milliseconds > inspection.ValueOf(Id, DriverThresholds.ThinkingMs)).ToList();
        var (length, held) = (pauses.Sum(gap => gap.Milliseconds), pauses.Sum(gap => gap.SlotMs));
        var limit = inspection.ValueOf(Id, DriverThresholds.IdleShare);

        // Executors that are given back soon after the last job are no fault.
        var alive = pauses.Sum(gap => (double)inspection.Curve.SlotsAt(gap.StartMs) * gap.Milliseconds);
        if (held <= 0 || held < alive / 2 || pauses.Max(gap => gap.Milliseconds) < inspection.ValueOf(Id, DriverThresholds.LeftMs) || length < limit * inspection.WallMs)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.Medium) { Basis = Basis.Measured, MostSeverity = Severity.Major };
        suspicion.Doubt("whether a person was still at work is not in the log");
        suspicion.Prove("pauses", pauses.Count, EvidenceUnit.Count)
            .Prove("pauseTime", length, EvidenceUnit.Milliseconds)
            .Prove("pauseShare", length / (double)inspection.WallMs, EvidenceUnit.Ratio, null, new Threshold(DriverThresholds.IdleShare.Name, Comparison.AtLeast, limit))
            .Prove("heldSlotTime", held, EvidenceUnit.CoreMilliseconds);
        foreach (var gap in pauses)
        {
            suspicion.CellClaims.Add(new CellClaim(Cell.OfGap(gap), new Estimate(gap.SlotMs * 0.7, gap.SlotMs * 0.9, gap.SlotMs)));
        }

        if (inspection.Settings.IsOn(DynamicAllocation) != true)
        {
            suspicion.Advise(inspection.Settings.Change(DynamicAllocation, "true", "Give executors back that have nothing to do for a minute.", risk: "Cached data and shuffle files on them are lost or keep them."));
        }

        report.Add(suspicion.Advise("Stop the session when the work is done, spark.stop(), or set the idle timeout of the platform."));
    }
}
