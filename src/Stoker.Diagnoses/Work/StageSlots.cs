using Stoker.Diagnoses.Pricing;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Work;

/// <summary>How many slots a stage had, as evidence. A fraction of a slot tells nobody anything: where executors came or went meanwhile, it is called an average.</summary>
internal static class StageSlots
{
    /// <summary>What is as good as a whole number of slots.</summary>
    private const double Whole = 0.05;

    /// <summary>Adds the slots of a stage as evidence.</summary>
    public static Suspicion ProveSlots(this Suspicion suspicion, Inspection inspection, StageWork stage)
    {
        var (slots, place) = (inspection.SlotsOf(stage), new StagePlace(stage.Stage.Id));
        return Math.Abs(slots - Math.Round(slots)) <= Whole
            ? suspicion.Prove("slotsDuringStage", Math.Round(slots), EvidenceUnit.Count, place)
            : suspicion.Prove("slotsOnAverage", slots, EvidenceUnit.Count, place).Prove("slotsAtItsEnd", inspection.Curve.SlotsAt(Math.Max(stage.StartMs, stage.EndMs - 1)), EvidenceUnit.Count, place);
    }
}
