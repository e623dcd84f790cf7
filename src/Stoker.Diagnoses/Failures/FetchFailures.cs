using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
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

        suspicion.Prove("fetchFailures", fetches.Count, EvidenceUnit.Count).Prove("stageRetries", retries.Count, EvidenceUnit.Count);
        foreach (var stage in retries)
        {
            inspection.Relate(suspicion, stage);
            suspicion.ClaimRun(inspection.Ledger, stage, 1, 1, 1);
        }

        foreach (var group in fetches.GroupBy(attempt => attempt.Stage))
        {
            var lost = group.Sum(attempt => attempt.DurationMs);
            suspicion.Claim(group.Key, Bucket.Lost, lost, lost, lost).ClaimArea(group.Key);
        }

        suspicion.Advise("Find why the host went: memory (MEM003, MEM004), a lost heartbeat (FAIL004) or a machine taken away (FAIL005).")
            .Advise(inspection.Settings.Change("spark.shuffle.service.enabled", "true", "Keep shuffle data outside the executors, so that it survives them.", risk: "The cluster must run the service."));
        report.Add(suspicion);
    }
}
