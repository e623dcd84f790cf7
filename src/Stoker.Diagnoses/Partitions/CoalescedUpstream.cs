using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Stages;

namespace Stoker.Diagnoses.Partitions;

/// <summary>PART006: coalesce() has no shuffle, so that all that feeds it runs in as few tasks as it makes.</summary>
internal static class CoalescedUpstream
{
    public const string Id = "PART006";

    public static readonly Diagnosis Diagnosis = new(Id, "coalesce() takes the parallelism of what feeds it", Rank.DataShape, Check)
    {
        Limits =
        [
            PartitionThresholds.MinStageWorkMs,
            PartitionThresholds.MinTaskMs,
            PartitionThresholds.FewTasksRatio,
            PartitionThresholds.EvenRatio,
        ],
    };

    /// <summary>Whether coalesce() made a stage's tasks so few that slots are free while they work.</summary>
    internal static bool Is(Inspection inspection, StageWork stage) =>
        stage.RunMs >= inspection.LeastTimeOf(Id, PartitionThresholds.MinStageWorkMs)
        && stage.LongestMs >= inspection.LeastTimeOf(Id, PartitionThresholds.MinTaskMs)
        && stage.Stage.CompletionTime is not null
        && stage.TaskCount == stage.Stage.TaskCount
        && stage.TaskCount < inspection.ValueOf(Id, PartitionThresholds.FewTasksRatio) * inspection.SlotsOf(stage)
        && stage.LongestMs * (double)stage.TaskCount <= inspection.ValueOf(Id, PartitionThresholds.EvenRatio) * stage.DurationMs
        && PartitionsBefore(stage) > stage.TaskCount;

    /// <summary>Partitions that coalesce() merged into the tasks of a stage; 0 when it did not. With a shuffle, as repartition has it, there are no more than after it.</summary>
    internal static int PartitionsBefore(StageWork stage)
    {
        var most = 0;
        foreach (var merged in stage.Stage.Rdds.Where(rdd => rdd.Name == "CoalescedRDD" && rdd.PartitionCount == stage.Stage.TaskCount))
        {
            foreach (var parent in merged.Parents)
            {
                most = Math.Max(most, stage.Stage.Rdds.FirstOrDefault(rdd => rdd.Id == parent)?.PartitionCount ?? 0);
            }
        }

        return most > stage.Stage.TaskCount ? most : 0;
    }

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages.Where(stage => Is(inspection, stage)))
        {
            report.Add(Suspect(inspection, stage));
        }
    }

    private static Suspicion Suspect(Inspection inspection, StageWork stage)
    {
        var slots = inspection.SlotsOf(stage);
        var before = PartitionsBefore(stage);
        var suspicion = inspection.Suspect(stage, Confidence.Medium);
        suspicion.Doubt("that coalesce() took the tasks is inferred from the plan and the number of tasks");
        suspicion.Basis = Basis.Bounded;
        suspicion.Prove("tasks", stage.TaskCount, EvidenceUnit.Count, null, new Threshold(PartitionThresholds.FewTasksRatio.Name, Comparison.AtMost, inspection.ValueOf(Id, PartitionThresholds.FewTasksRatio) * slots))
            .Prove("partitionsBefore", before, EvidenceUnit.Count)
            .ProveSlots(inspection, stage)
            .Prove("longestTask", stage.LongestMs, EvidenceUnit.Milliseconds);
        foreach (var plan in inspection.PlansOf(stage))
        {
            suspicion.RelatedPlaces.AddRange(plan.Operators.Where(node => node.Name == "Coalesce").Select(node => node.Place));
        }

        // Writing the result stays with the few tasks, and the log does not tell how long that takes; the shuffle costs something too.
        var even = TailPrice.Of(stage.WallMs, stage.BusyMs, slots, stage.DurationMs / Math.Min(slots, before));
        new TailPrice(even.LowMs * 0.3, even.ExpectedMs * 0.7, even.HighMs).Claim(suspicion, inspection.Ledger, stage, slots);
        return suspicion.Advise(
            $"repartition({stage.TaskCount}) instead of coalesce({stage.TaskCount}): what feeds it then runs in {before} tasks, and only what follows in {stage.TaskCount}.",
            "The rows that reach it are few compared with what is read for them.",
            "One shuffle of those rows.");
    }
}
