using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Jobs;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL015: tasks were killed since their stage or job was cancelled, by a person, a time limit or adaptive execution. What was killed with a failed job is FAIL002's.</summary>
internal static class CancelledWork
{
    public const string Id = "FAIL015";

    public static readonly Diagnosis Diagnosis = new(Id, "Work was cancelled", Rank.Losses, Check) { Limits = [FailureThresholds.CancelledMs] };

    private static void Check(Inspection inspection, Report report)
    {
        // A streaming query that is stopped always cancels its batch.
        var killed = inspection.IsStreaming
            ? []
            : AttemptFailure.Of(inspection).Where(attempt => attempt.Failure.Reason == TaskEndReason.TaskKilled && IsCancel(attempt.Failure.Message) && !FailedOtherwise(inspection, attempt.Stage)).ToList();
        var lost = killed.Sum(attempt => attempt.DurationMs);
        if (killed.Count == 0 || lost < inspection.ValueOf(Id, FailureThresholds.CancelledMs))
        {
            return;
        }

        var stages = killed.GroupBy(attempt => attempt.Stage).Select(group => (Stage: group.Key, LostMs: group.Sum(attempt => attempt.DurationMs))).OrderByDescending(stage => stage.LostMs).ThenBy(stage => stage.Stage.Index).ToList();
        var suspicion = inspection.Suspect(stages[0].Stage, Confidence.High);
        (suspicion.FixedSeverity, suspicion.Basis) = (Severity.Info, Basis.Measured);
        foreach (var (stage, lostMs) in stages)
        {
            inspection.Relate(suspicion, stage);
            suspicion.Claim(stage, Bucket.Lost, lostMs, lostMs, lostMs);
        }

        var jobs = stages.SelectMany(stage => stage.Stage.Stage.Jobs).Distinct().Select(inspection.JobOf).Where(job => job?.Status == JobStatus.Failed).ToList();
        suspicion.Prove("killedAttempts", killed.Count, EvidenceUnit.Count)
            .Prove("lostTime", lost, EvidenceUnit.CoreMilliseconds, null, new Threshold(FailureThresholds.CancelledMs.Name, Comparison.AtLeast, inspection.ValueOf(Id, FailureThresholds.CancelledMs)))
            .Prove("cancelledJobs", jobs.Count, EvidenceUnit.Count);
        var message = jobs.Count > 0 ? jobs[0]!.FailureMessage ?? "" : killed[0].Failure.Message; // Null was filtered: its status is known.
        suspicion.Prove("reason", message.Split('\n')[0]);
        suspicion.Advise(jobs.Count > 0
            ? "Ask who cancels: a person, a notebook's stop button, a time limit of the scheduler. What had been computed is lost."
            : "Nothing, when adaptive execution dropped a side of a join that turned out empty: that is meant so.");
        report.Add(suspicion);
    }

    /// <summary>
    /// Whether a job was cancelled, by the scheduler's own words: <c>Job 3 cancelled part of cancelled job group g</c>, behind the name of the error since Spark 4. What fails may
    /// well speak of cancelled orders.
    /// </summary>
    public static bool IsOfJob(string? message)
    {
        const string Job = "Job ";
        var text = message.AsSpan();
        text = text.StartsWith("[") && text.IndexOf("] ") is >= 0 and var end ? text[(end + 2)..] : text;
        var number = text.StartsWith(Job) ? text[Job.Length..] : default;
        var digits = number.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && number[digits..].StartsWith(" cancelled");
    }

    /// <summary>Whether an attempt was cancelled. A speculative copy whose stage is done ends with <c>Stage cancelled: Stage finished</c> (Spark 4.3).</summary>
    private static bool IsCancel(string message) => message.Contains("cancel", StringComparison.OrdinalIgnoreCase) && !message.Contains("Stage finished", StringComparison.Ordinal);

    /// <summary>Whether a job of a stage failed for another reason: its running tasks are killed then.</summary>
    private static bool FailedOtherwise(Inspection inspection, StageWork stage) =>
        stage.Stage.Jobs.Select(inspection.JobOf).Any(job => job?.Status == JobStatus.Failed && !IsOfJob(job.FailureMessage));
}
