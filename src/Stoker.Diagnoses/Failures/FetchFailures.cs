using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL003: shuffle data could not be fetched, so that stages ran again.</summary>
internal static class FetchFailures
{
    public const string Id = "FAIL003";

    public static readonly Diagnosis Diagnosis = new(Id, "Shuffle fetch failed, stages ran again", Rank.Retries, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var fetches = AttemptFailure.Of(inspection).Where(attempt => attempt.Failure.Reason == TaskEndReason.FetchFailed).ToList();
        var retries = inspection.Stages.Where(stage => stage.Stage.Id.Attempt > 0).ToList();
        if (fetches.Count == 0 || retries.Count == 0)
        {
            return;
        }

        var suspicion = inspection.Suspect(fetches[0].Stage, Confidence.High);
        suspicion.LeastSeverity = Severity.Minor;
        suspicion.Basis = Basis.Measured;
        foreach (var host in fetches.Select(attempt => attempt.Failure.FetchFailure?.Host).Where(host => host is not null).Distinct().Order(StringComparer.Ordinal).Take(3))
        {
            suspicion.RelatedPlaces.Add(new HostPlace(host!)); // Filtered above.
        }

        suspicion.LostExecutors.UnionWith(fetches.Select(attempt => attempt.Failure.FetchFailure?.ExecutorId).OfType<string>());
        suspicion.Prove("fetchFailures", fetches.Count, EvidenceUnit.Count).Prove("stageRetries", retries.Count, EvidenceUnit.Count);
        Claim(inspection, suspicion, retries);
        Advise(inspection, suspicion);
        report.Add(suspicion);
    }

    /// <summary>The price: attempts that could not fetch, or were killed when their stage gave up, and what was done for the second time.</summary>
    private static void Claim(Inspection inspection, Suspicion suspicion, List<StageWork> retries)
    {
        retries.ForEach(stage => inspection.Relate(suspicion, stage));
        var lostMs = 0.0;
        foreach (var group in AttemptFailure.Of(inspection).Where(attempt => IsLost(attempt)).GroupBy(attempt => attempt.Stage).Where(group => group.Any(attempt => attempt.Failure.Reason == TaskEndReason.FetchFailed)))
        {
            var lost = VainWork.Of(inspection, group.Key.Stage.Tasks, group.Select(attempt => attempt.Failure.Row));
            lostMs += lost.CoreMs;
            suspicion.ClaimLost(group.Key, lost);
        }

        var again = RepeatedWork.Of(inspection);
        foreach (var (stage, repeated) in again)
        {
            suspicion.ClaimRepeated(inspection.Ledger, stage, repeated);
        }

        suspicion.Prove("lostTime", lostMs, EvidenceUnit.CoreMilliseconds)
            .Prove("tasksDoneAgain", again.Sum(each => each.Again.Count), EvidenceUnit.Count)
            .Prove("timeDoneAgain", again.Sum(each => each.Again.CoreMs), EvidenceUnit.CoreMilliseconds);
    }

    private static bool IsLost(AttemptFailure attempt) => attempt.Failure.Reason == TaskEndReason.FetchFailed
        || (attempt.Failure.Reason == TaskEndReason.TaskKilled && !attempt.Stage.Stage.Tasks.IsSpeculative(attempt.Failure.Row) && CancelledWork.IsCancel(attempt.Failure.Message));

    private static void Advise(Inspection inspection, Suspicion suspicion)
    {
        if (inspection.IsLocal)
        {
            // Driver, executor and shuffle files share one machine: no executor can have gone.
            suspicion.Advise(new Remedy(RemedyKind.Cluster, "Find what took the shuffle files of this machine away: a job that cleans /tmp or spark.local.dir while Spark runs, or a disk that is full or failing."));
            return;
        }

        var isLost = inspection.Application.Executors.Any(executor => executor.RemoveTime is not null && LossText.Read(executor.RemoveReason) != LossCause.Released);
        suspicion.Advise(isLost
                ? "Find why the executor went: memory (MEM003, MEM004), a lost heartbeat (FAIL004) or a machine taken away (FAIL005)."
                : "No executor was lost: look at the hosts named for a cleaned spark.local.dir, a full or failing disk, and at the network between them.")
            .Advise(inspection.Settings.Change("spark.shuffle.service.enabled", "true", "Keep shuffle data outside the executors, so that it survives them.", risk: "The cluster must run the service."));
    }
}
