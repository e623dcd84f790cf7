using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM014: a task asked for execution memory, got less, and had nothing left to spill: it failed. The heap itself was not full.</summary>
internal static class RefusedMemory
{
    public const string Id = "MEM014";

    public static readonly Diagnosis Diagnosis = new(Id, "Tasks got too little memory to work with, and failed", Rank.Losses, Check);

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var group in AttemptFailure.Of(inspection).Where(IsRefusal).GroupBy(attempt => attempt.Stage))
        {
            var stage = group.Key;
            var lost = VainWork.Of(inspection, stage.Stage.Tasks, group.Select(attempt => attempt.Failure.Row));
            var suspicion = inspection.Suspect(stage, Confidence.High);
            suspicion.FixedSeverity = Severity.Major;
            suspicion.Basis = Basis.Measured;
            suspicion.Prove("attemptsLost", group.Count(), EvidenceUnit.Count)
                .Prove("lostTime", lost.CoreMs, EvidenceUnit.CoreMilliseconds)
                .Prove("reason", group.First().Text.Error);
            if (Hashes(inspection, stage))
            {
                suspicion.Advise("Let the join sort, which can spill: remove the hint shuffle_hash, and spark.sql.join.preferSortMergeJoin=false where it is set. A side that is hashed must fit into the memory of its task as a whole.");
            }

            suspicion.ClaimLost(stage, lost)
                .Advise("Give each task less to hold: more partitions, fewer columns before the sort or join, no giant group in a window.")
                .Advise(MemoryRemedies.MoreHeap(inspection, 2))
                .Advise(inspection.IsLocal
                    ? "Run fewer tasks at once, local[N] with a smaller N: they share the memory."
                    : "Run fewer tasks at once in an executor (spark.executor.cores): they share its memory.");
            report.Add(suspicion);
        }
    }

    /// <summary>Whether its query joins by a hash table of one side, which cannot be spilled.</summary>
    private static bool Hashes(Inspection inspection, StageWork stage) => inspection.PlansOf(stage).Any(plan => plan.Operators.Any(node => node.Name == "ShuffledHashJoin"));

    /// <summary>Spark's own error (SparkOutOfMemoryError), by class or by text: other exceptions wrap it.</summary>
    private static bool IsRefusal(AttemptFailure attempt) => attempt.Failure.Reason == TaskEndReason.ExceptionFailure
        && (attempt.Failure.ClassName?.EndsWith("SparkOutOfMemoryError", StringComparison.Ordinal) == true
            || (attempt.Failure.Message.IndexOf("Unable to acquire ", StringComparison.Ordinal) is >= 0 and var at && attempt.Failure.Message.IndexOf("bytes of memory", at, StringComparison.Ordinal) >= 0));
}
