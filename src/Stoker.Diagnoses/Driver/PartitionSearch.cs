using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Driver;

/// <summary>DRV009: take() and show() look for rows in one partition, then in four times as many, until they have enough; with rare rows they read nearly all.</summary>
internal static class PartitionSearch
{
    public const string Id = "DRV009";

    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "take", "first", "head", "show", "showString", "isEmpty", "takeAsList", "collect", "limit", "runJob", "toPandas" };

    public static readonly Diagnosis Diagnosis = new(Id, "A search for a few rows goes through many partitions", Rank.Driver, Check)
    {
        Limits = [DriverThresholds.SearchRounds, DriverThresholds.ReuseMinMs],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsStreaming)
        {
            return;
        }

        foreach (var plan in inspection.Plans.Where(plan => plan.Execution.Jobs.Count > 2 && plan.Operators.Any(node => node.Name == "CollectLimit")))
        {
            // Jobs of shuffles come first, under adaptive execution: the rounds are the last.
            Look(inspection, report, plan.Place, [.. plan.Execution.Jobs.Select(inspection.JobOf).OfType<Job>()]);
        }

        List<Job> run = [];
        foreach (var job in inspection.Application.Jobs.Where(job => job.Execution is null).OrderBy(job => job.Id))
        {
            if (run.Count > 0 && (run[^1].CallSite ?? run[^1].Name) != (job.CallSite ?? job.Name))
            {
                LookAtRun(inspection, report, run);
                run = [];
            }

            run.Add(job);
        }

        LookAtRun(inspection, report, run);
    }

    private static void LookAtRun(Inspection inspection, Report report, List<Job> run)
    {
        if (run.Count > 2 && Methods.Contains(StagePlaces.MethodOf(run[0].CallSite ?? run[0].Name)))
        {
            Look(inspection, report, StagePlaces.CallSiteOf(run[0]) ?? new JobPlace(run[0].Id), run);
        }
    }

    private static void Look(Inspection inspection, Report report, Place place, List<Job> jobs)
    {
        List<(Job Job, StageWork Stage)> rounds = [];
        for (var index = jobs.Count - 1; index >= 0; index--)
        {
            // Of a round only the last stage runs; those below it were run for the first one.
            var stage = jobs[index].Stages.SelectMany(inspection.AttemptsOf).Where(stage => stage.Stage.Jobs.Contains(jobs[index].Id)).MaxBy(stage => stage.Stage.Id.Stage.Value);
            if (stage is null || (rounds.Count > 0 && stage.Stage.TaskCount >= rounds[0].Stage.Stage.TaskCount))
            {
                break;
            }

            rounds.Insert(0, (jobs[index], stage));
        }

        if (rounds.Count < inspection.ValueOf(Id, DriverThresholds.SearchRounds) || rounds.Sum(round => round.Stage.RunMs) < inspection.ValueOf(Id, DriverThresholds.ReuseMinMs))
        {
            return;
        }

        var suspicion = new Suspicion(place, Confidence.High);
        suspicion.Prove("rounds", rounds.Count, EvidenceUnit.Count, null, new Threshold(DriverThresholds.SearchRounds.Name, Comparison.AtLeast, inspection.ValueOf(Id, DriverThresholds.SearchRounds)))
            .Prove("tasks", rounds.Sum(round => round.Stage.TaskCount), EvidenceUnit.Count)
            .Prove("runTime", rounds.Sum(round => round.Stage.RunMs), EvidenceUnit.CoreMilliseconds);
        foreach (var (job, stage) in rounds)
        {
            suspicion.RelatedPlaces.Add(new JobPlace(job.Id));
            inspection.Relate(suspicion, stage);
            if (job != rounds[0].Job)
            {
                suspicion.ClaimRun(inspection.Ledger, stage, 0.3, 0.7, 0.9);
            }
        }

        report.Add(suspicion.Advise("Filter on what the data is partitioned or sorted by first, so that the rows are in few partitions.")
            .Advise("When the rows are rare, collect them all: df.where(…).collect() reads the partitions at once instead of round after round."));
    }
}
