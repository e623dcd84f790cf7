using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Partitions;

/// <summary>
/// Stages whose few partitions hold little data but much work, so that bytes and rows do not show that there are too few (which would be PART002): of merged
/// partitions (PART007), and of such that the program counted itself (PART009).
/// </summary>
internal static class FewTasksPrice
{
    /// <summary>The thresholds of the rules that ask under their own id.</summary>
    public static IReadOnlyList<Limit> Limits { get; } =
    [
        PartitionThresholds.HeavyWorkMs,
        PartitionThresholds.MinTaskMs,
        PartitionThresholds.EvenRatio,
    ];

    /// <summary>Whether the tasks of a finished stage are even, work for long, and are below a share of its slots.</summary>
    public static bool IsStarved(Inspection inspection, StageWork stage, string id, Limit tasksToSlots) =>
        stage.RunMs >= inspection.ValueOf(id, PartitionThresholds.HeavyWorkMs)
        && stage.LongestMs >= inspection.LeastTimeOf(id, PartitionThresholds.MinTaskMs)
        && stage.Stage.CompletionTime is not null
        && stage.TaskCount == stage.Stage.TaskCount
        && stage.TaskCount < inspection.ValueOf(id, tasksToSlots) * inspection.SlotsOf(stage)
        && stage.ShuffleReadRecords >= 2L * stage.TaskCount // One row cannot be shared out.
        && stage.LongestMs * (double)stage.TaskCount <= inspection.ValueOf(id, PartitionThresholds.EvenRatio) * stage.DurationMs
        && !inspection.IsPartialRetry(stage)
        && !TooFewTasks.Is(inspection, stage)
        && !SingleTask.Is(inspection, stage)
        && !CoalescedUpstream.Is(inspection, stage);

    /// <summary>Proves it and asks for the end of the stage that as many tasks as slots would spare, or as there are pieces at most.</summary>
    public static void Claim(Inspection inspection, Suspicion suspicion, StageWork stage, long pieces)
    {
        var slots = inspection.SlotsOf(stage);
        suspicion.Basis = Basis.Bounded;
        suspicion.Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
            .ProveSlots(inspection, stage)
            .Prove("rows", stage.ShuffleReadRecords, EvidenceUnit.Rows)
            .Prove("shuffleRead", stage.ShuffleReadBytes, EvidenceUnit.Bytes)
            .Prove("longestTask", stage.LongestMs, EvidenceUnit.Milliseconds);

        // Rows that share a key stay together: how many keys there are is not in the log.
        var even = TailPrice.Of(stage.WallMs, stage.BusyMs, slots, stage.DurationMs / Math.Min(slots, pieces));
        new TailPrice(even.LowMs * 0.5, even.ExpectedMs * 0.8, even.HighMs).Claim(suspicion, inspection.Ledger, stage, slots);
    }
}
