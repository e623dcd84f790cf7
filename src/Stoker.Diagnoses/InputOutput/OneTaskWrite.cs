using Stoker.Diagnoses.Partitions;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO017: coalesce(1) makes one task read, compute and write everything. Where rows are shuffled to one task first, it is PART003; where many partitions were merged on many slots, PART006.</summary>
internal static class OneTaskWrite
{
    public const string Id = "IO017";

    public static readonly Diagnosis Diagnosis = new(Id, "Output through one task", Rank.DataShape, Check)
    {
        Limits =
        [
            InputOutputThresholds.OneTaskBytes,
            InputOutputThresholds.StageWorkMs,
        ],
    };

    /// <summary>Writes by one task, with their stage.</summary>
    public static IEnumerable<(PlanOperator Write, StageWork Stage)> Of(Inspection inspection)
    {
        foreach (var write in inspection.FileWrites)
        {
            if (write.Plan.Stages.LastOrDefault() is { ShuffleReadRecords: 0, ShuffleReadBytes: 0 } stage && stage.Stage.TaskCount == 1 && inspection.SlotsOf(stage) >= 2
                && IsCoalesced(write, stage)
                && !CoalescedUpstream.Is(inspection, stage)
                && (write.Total("written output") >= inspection.ValueOf(Id, InputOutputThresholds.OneTaskBytes) || stage.RunMs >= inspection.ValueOf(Id, InputOutputThresholds.StageWorkMs)))
            {
                yield return (write, stage);
            }
        }
    }

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var (write, stage) in Of(inspection))
        {
            report.Add(Suspect(inspection, write, stage));
        }
    }

    private static bool IsCoalesced(PlanOperator write, StageWork stage) =>
        write.Below().Any(node => node.Name == "Coalesce" && node.Text.Trim() == "Coalesce 1") || stage.Stage.Rdds.Any(rdd => rdd.Name == "CoalescedRDD");

    private static Suspicion Suspect(Inspection inspection, PlanOperator write, StageWork stage)
    {
        var suspicion = new Suspicion(new StagePlace(stage.Stage.Id), Confidence.High) { Basis = Basis.Bounded };
        suspicion.RelatedPlaces.Add(write.Place);
        inspection.Relate(suspicion, stage);
        var slots = inspection.SlotsOf(stage);
        suspicion.Prove("tasks", 1, EvidenceUnit.Count).Prove("runTime", stage.RunMs, EvidenceUnit.CoreMilliseconds);
        if (write.Total("written output") is { } written)
        {
            suspicion.Prove("written", written, EvidenceUnit.Bytes, write.Place);
        }

        TailPrice.Of(stage.WallMs, stage.BusyMs, slots, stage.DurationMs / slots).Claim(suspicion, inspection.Ledger, stage, slots);
        return suspicion.Advise("Drop coalesce(1): it makes one task do all that comes before it, reading too. Readers of the folder take many files as one table.")
            .Advise("If one file must be, write with repartition(1): then only the last step is one task.");
    }
}
