using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;
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
        var killed = inspection.IsStreaming ? [] : AttemptFailure.Of(inspection).Where(attempt => attempt.Failure.Reason == TaskEndReason.TaskKilled && IsCancel(attempt.Failure.Message) && !IsOfFailure(inspection, attempt.Stage));
        foreach (var group in killed.GroupBy(attempt => FailedQueryOf(inspection, attempt.Stage)?.Id))
        {
            if (group.Sum(attempt => attempt.DurationMs) >= inspection.ValueOf(Id, FailureThresholds.CancelledMs))
            {
                report.Add(Suspect(inspection, [.. group], FailedQueryOf(inspection, group.First().Stage)));
            }
        }
    }

    /// <summary>The query of a stage, if it failed: Spark cancels what else runs for it.</summary>
    private static SqlExecution? FailedQueryOf(Inspection inspection, StageWork stage) => inspection.JobOf(stage)?.Execution is { } id && inspection.PlanOf(id) is { Execution: var execution }
        && ((execution.ErrorMessage is { Length: > 0 } error && !IsCancel(error)) || execution.Jobs.Select(inspection.JobOf).Any(job => job?.Status == JobStatus.Failed && !IsOfJob(job.FailureMessage))) ? execution : null;

    private static Suspicion Suspect(Inspection inspection, List<AttemptFailure> killed, SqlExecution? query)
    {
        var stages = killed.GroupBy(attempt => attempt.Stage).Select(group => (Stage: group.Key, Lost: VainWork.Of(inspection, group.Key.Stage.Tasks, group.Select(attempt => attempt.Failure.Row)))).OrderByDescending(stage => stage.Lost.CoreMs).ThenBy(stage => stage.Stage.Index).ToList();
        var suspicion = inspection.Suspect(stages[0].Stage, Confidence.High);
        (suspicion.FixedSeverity, suspicion.Basis) = (Severity.Info, Basis.Measured);
        suspicion.MostReason = query is not null ? "a query that fails takes along what else runs for it" : "it was asked for, by a person, a time limit or Spark itself";
        var jobs = stages.SelectMany(stage => stage.Stage.Stage.Jobs).Distinct().Select(inspection.JobOf).OfType<Job>().Where(job => job.Status == JobStatus.Failed).ToList();
        suspicion.FailedJobs.UnionWith(jobs.Select(job => job.Id));
        suspicion.FailedJobs.UnionWith((query?.Jobs ?? []).Where(id => inspection.JobOf(id)?.Status == JobStatus.Failed));
        VainJob.Claim(inspection, suspicion, jobs);
        foreach (var (stage, lost) in stages)
        {
            inspection.Relate(suspicion, stage);
            if (!jobs.Exists(job => stage.Stage.Jobs.Contains(job.Id)))
            {
                suspicion.ClaimLost(stage, lost); // The rest of its job went on.
            }
        }

        var limit = inspection.ValueOf(Id, FailureThresholds.CancelledMs);
        suspicion.Prove("killedAttempts", killed.Count, EvidenceUnit.Count)
            .Prove("lostTime", stages.Sum(stage => stage.Lost.CoreMs), EvidenceUnit.CoreMilliseconds, null, new Threshold(FailureThresholds.CancelledMs.Name, Comparison.AtLeast, limit))
            .Prove("cancelledJobs", jobs.Count, EvidenceUnit.Count)
            .Prove("taskTime", jobs.SelectMany(job => VainJob.StagesOf(inspection, job)).Distinct().Sum(stage => (double)stage.BusyMs), EvidenceUnit.CoreMilliseconds);
        var message = jobs.Count > 0 ? jobs[0].FailureMessage ?? "" : killed[0].Failure.Message;
        suspicion.Prove("reason", message.Split('\n')[0]);
        return suspicion.Advise(query is not null ? "Nothing by itself: Spark stops what else runs for a query that fails. Look at what made it fail."
            : jobs.Count > 0 ? "Ask who cancels: a person, a notebook's stop button, a time limit of the scheduler. What had been computed is lost."
            : "Nothing, when adaptive execution dropped a side of a join that turned out empty: that is meant so.");
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
    public static bool IsCancel(string message) => message.Contains("cancel", StringComparison.OrdinalIgnoreCase) && !message.Contains("Stage finished", StringComparison.Ordinal);

    /// <summary>Whether it belongs to another failure: a job of the stage failed for another reason, or the stage gave up since it could not fetch. Its running tasks are killed then.</summary>
    private static bool IsOfFailure(Inspection inspection, StageWork stage) =>
        stage.Stage.Jobs.Select(inspection.JobOf).Any(job => job?.Status == JobStatus.Failed && !IsOfJob(job.FailureMessage))
        || stage.Stage.Tasks.Failures.Any(failure => failure.Reason == TaskEndReason.FetchFailed);
}
