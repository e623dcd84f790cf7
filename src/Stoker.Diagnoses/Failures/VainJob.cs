using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Failures;

/// <summary>A job that gave no result, since it failed or was cancelled: all that it did was in vain, unless another job went on with it.</summary>
internal static class VainJob
{
    /// <summary>Stage attempts that ran for a job and for none that succeeded.</summary>
    public static IEnumerable<StageWork> StagesOf(Inspection inspection, Job job) => job.Stages.SelectMany(inspection.AttemptsOf)
        .Where(stage => stage.Stage.Jobs.Contains(job.Id) && stage.Stage.Jobs.All(id => inspection.JobOf(id)?.Status != JobStatus.Succeeded));

    /// <summary>Asks for all that jobs did.</summary>
    public static void Claim(Inspection inspection, Suspicion suspicion, IEnumerable<Job> jobs)
    {
        foreach (var stage in jobs.SelectMany(job => StagesOf(inspection, job)).Distinct())
        {
            suspicion.ClaimAll(inspection, stage);
        }
    }
}
