using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Caching;

/// <summary>
/// CACHE001 for RDD code in Python: several jobs read the same source RDD through Python and nothing on the way is persisted. PySpark makes one RDD of a chain of
/// functions, so that the log cannot tell whether the functions were the same: never more than Minor.
/// </summary>
internal static class RepeatedRdd
{
    /// <summary>Calls that run jobs of their own over their input: nothing the program asked for twice.</summary>
    private static readonly HashSet<string> OwnJobs = new(StringComparer.Ordinal) { "sortBy", "sortByKey", "zipWithIndex", "histogram", "takeOrdered", "take" };

    /// <summary>Reports source RDDs that three jobs or more compute from.</summary>
    public static void Report(Inspection inspection, Report report)
    {
        var sources = new SortedDictionary<int, List<(Job Job, StageWork Stage)>>();
        foreach (var stage in inspection.Stages)
        {
            if (!stage.HasPythonRdd || stage.Stage.Rdds.Any(rdd => rdd.StorageLevel.IsValid) || inspection.JobOf(stage) is not { Execution: null } job || OwnJobs.Contains(StagePlaces.MethodOf(job.CallSite ?? job.Name)))
            {
                continue;
            }

            foreach (var source in stage.Stage.Rdds.Where(rdd => rdd.Parents.Count == 0))
            {
                (sources.TryGetValue(source.Id.Value, out var found) ? found : sources[source.Id.Value] = []).Add((job, stage));
            }
        }

        foreach (var uses in sources.Values)
        {
            var repeats = uses.Where(use => use.Job.Id != uses[0].Job.Id).ToList();
            var costMs = repeats.Sum(use => use.Stage.DurationMs);
            if (repeats.Select(use => use.Job.Id).Distinct().Count() >= 2 && costMs >= inspection.ValueOf(RepeatedLineage.Id, CacheThresholds.ReuseMinMs))
            {
                report.Add(Suspect(inspection, uses[0].Job, repeats, costMs));
            }
        }
    }

    private static Suspicion Suspect(Inspection inspection, Job first, List<(Job Job, StageWork Stage)> repeats, long costMs)
    {
        var suspicion = new Suspicion(new JobPlace(first.Id), Confidence.Low);
        suspicion.Doubt("an RDD's functions are not in the log: that the work is the same is inferred from its call sites");
        suspicion.Prove("jobs", repeats.Select(use => use.Job.Id).Distinct().Count() + 1, EvidenceUnit.Count).Prove("repeatedTime", costMs, EvidenceUnit.CoreMilliseconds);
        foreach (var (job, stage) in repeats)
        {
            suspicion.RelatedPlaces.Add(new JobPlace(job.Id));
            inspection.Relate(suspicion, stage);
            suspicion.ClaimRun(inspection.Ledger, stage, 0.3, 0.6, 0.9);
        }

        return suspicion.Advise("Cache the RDD that these actions share before the first of them, rdd = rdd.cache(), and unpersist() it after the last.", "It fits into storage memory, and the actions share more than the source.")
            .Advise("Or do in one pass what the actions do one by one, such as aggregate() or stats().");
    }
}
