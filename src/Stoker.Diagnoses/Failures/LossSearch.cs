using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Executors;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Failures;

/// <summary>Finds executors that died of one cause, and prices what died with them.</summary>
internal static class LossSearch
{
    /// <summary>A suspicion of the losses of a cause; null when there are none.</summary>
    public static Suspicion? Of(Inspection inspection, LossCause cause, bool isFixed)
    {
        var lastStageMs = inspection.Stages.Max(stage => (long?)stage.EndMs) ?? 0;
        List<Executor> executors = [.. inspection.Application.Executors.Where(executor => LossText.Read(executor.RemoveReason) == cause
            && (cause is not (LossCause.TakenAway or LossCause.HeartbeatLost) || executor.RemoveTime?.EpochMilliseconds < lastStageMs))]; // A cluster that is shut down behind the last stage takes nothing away.
        var lostIds = executors.Select(executor => executor.Id).ToHashSet(StringComparer.Ordinal);
        List<AttemptFailure> attempts = [.. AttemptFailure.Of(inspection).Where(attempt => attempt.Cause == cause || (attempt.Failure.Reason == Model.Tasks.TaskEndReason.ExecutorLostFailure
            && attempt.Cause == LossCause.Unknown && lostIds.Contains(attempt.Stage.Stage.Tasks.ExecutorId(attempt.Failure.Row))))];
        if (executors.Count == 0 && attempts.Count == 0)
        {
            return null;
        }

        var suspicion = Place(inspection, attempts, executors);
        suspicion.Basis = Basis.Measured;
        foreach (var executor in executors.Take(5))
        {
            suspicion.RelatedPlaces.Add(new ExecutorPlace(executor.Id));
        }

        suspicion.Prove("executorsLost", executors.Count, EvidenceUnit.Count).Prove("attemptsLost", attempts.Count, EvidenceUnit.Count);
        var text = executors.Count > 0 ? executors[0].RemoveReason ?? "" : attempts[0].Failure.Message;
        var line = LossText.LineWith(cause, text);
        suspicion.Prove("reason", line.Length > 300 ? line[..300] : line, executors.Count > 0 ? new ExecutorPlace(executors[0].Id) : null);
        foreach (var group in attempts.GroupBy(attempt => attempt.Stage))
        {
            var lost = group.Sum(attempt => attempt.DurationMs);
            suspicion.Claim(group.Key, Bucket.Lost, lost, lost, lost).ClaimArea(group.Key);
        }

        suspicion.FailedJobs.UnionWith(FailedJob.Of(inspection, attempts, message => LossText.ReadError(null, message) == cause || LossText.Read(message) == cause || ApplicationFailed.IsGivenUp(message)));
        if (executors.Count > 0 && inspection.Settings.IsOn("spark.shuffle.service.enabled") != true)
        {
            // What dead executors had written is gone: stages that read it fail until Spark gives the job up, whose message names the fetch alone.
            suspicion.FailedJobs.UnionWith(FailedJob.Of(inspection, attempts, IsLostOutput));
        }

        if (isFixed)
        {
            var isFatal = attempts.SelectMany(attempt => attempt.Stage.Stage.Jobs).Any(job => inspection.JobOf(job)?.Status == JobStatus.Failed);
            suspicion.FixedSeverity = isFatal ? Severity.Critical : Severity.Major;
        }

        return suspicion;
    }

    private static bool IsLostOutput(string message) => message.Contains("has failed the maximum allowable number of times", StringComparison.Ordinal)
        && message.Contains("FetchFailedException", StringComparison.Ordinal);

    private static Suspicion Place(Inspection inspection, List<AttemptFailure> attempts, List<Executor> executors)
    {
        var worst = attempts.GroupBy(attempt => attempt.Stage).OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Index).FirstOrDefault();
        return worst is not null ? inspection.Suspect(worst.Key, Confidence.High) : new Suspicion(new ExecutorPlace(executors[0].Id), Confidence.High);
    }
}
