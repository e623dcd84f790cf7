using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
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
        suspicion.LostExecutors.UnionWith(lostIds);
        foreach (var executor in executors.Take(5))
        {
            suspicion.RelatedPlaces.Add(new ExecutorPlace(executor.Id));
        }

        suspicion.Prove("executorsLost", executors.Count, EvidenceUnit.Count).Prove("attemptsLost", attempts.Count, EvidenceUnit.Count);
        var text = executors.Count > 0 ? executors[0].RemoveReason ?? "" : attempts[0].Failure.Message;
        var line = LossText.LineWith(cause, text);
        suspicion.Prove("reason", line.Length > 300 ? line[..300] : line, executors.Count > 0 ? new ExecutorPlace(executors[0].Id) : null);
        Claim(inspection, suspicion, attempts, executors);
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

    /// <summary>The price: the attempts that died, and the wait for executors in their place.</summary>
    private static void Claim(Inspection inspection, Suspicion suspicion, List<AttemptFailure> attempts, List<Executor> executors)
    {
        var waits = WaitsFor(inspection, executors);
        var (lostMs, waitedMs) = (0.0, waits.Values.Sum());
        foreach (var group in attempts.GroupBy(attempt => attempt.Stage))
        {
            var lost = VainWork.Of(inspection, group.Key.Stage.Tasks, group.Select(attempt => attempt.Failure.Row));
            lostMs += lost.CoreMs;
            suspicion.ClaimLost(group.Key, lost, waits.Remove(group.Key, out var waited) ? waited : 0);
        }

        foreach (var (stage, waited) in waits.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key.Index))
        {
            inspection.Relate(suspicion, stage);
            suspicion.ClaimLost(stage, default, waited);
        }

        suspicion.Prove("lostTime", lostMs, EvidenceUnit.CoreMilliseconds).Prove("waitForReplacement", waitedMs, EvidenceUnit.Milliseconds);
    }

    /// <summary>By stage: how long the critical path stood in it behind the loss of the last of the executors there were, until another one came.</summary>
    private static Dictionary<StageWork, double> WaitsFor(Inspection inspection, List<Executor> executors)
    {
        var waits = new Dictionary<StageWork, double>();
        List<long> added = [.. inspection.Application.Executors.Select(executor => executor.AddTime.EpochMilliseconds).Order()];
        foreach (var loss in executors.Select(executor => executor.RemoveTime?.EpochMilliseconds).OfType<long>().Distinct().Where(loss => inspection.Curve.SlotsAt(loss) == 0))
        {
            var until = added.Find(time => time > loss) is > 0 and var next ? next : inspection.Curve.EndMs;
            foreach (var segment in inspection.Time.CriticalPath.Segments.Where(segment => segment.Stage is not null && segment.End.EpochMilliseconds > loss && segment.Start.EpochMilliseconds < until))
            {
                if (inspection.AttemptsOf(segment.Stage!.Value.Stage).FirstOrDefault(stage => stage.Stage.Id == segment.Stage) is { } stage) // Filtered above.
                {
                    waits[stage] = waits.GetValueOrDefault(stage) + Math.Min(until, segment.End.EpochMilliseconds) - Math.Max(loss, segment.Start.EpochMilliseconds);
                }
            }
        }

        return waits;
    }

    private static bool IsLostOutput(string message) => message.Contains("has failed the maximum allowable number of times", StringComparison.Ordinal)
        && message.Contains("FetchFailedException", StringComparison.Ordinal);

    private static Suspicion Place(Inspection inspection, List<AttemptFailure> attempts, List<Executor> executors)
    {
        var worst = attempts.GroupBy(attempt => attempt.Stage).OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Index).FirstOrDefault();
        return worst is not null ? inspection.Suspect(worst.Key, Confidence.High) : new Suspicion(new ExecutorPlace(executors[0].Id), Confidence.High);
    }
}
