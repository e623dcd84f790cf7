using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL007: map tasks that had finished ran again, since the executor that held their output was lost.</summary>
internal static class RepeatedMapWork
{
    public const string Id = "FAIL007";

    public static readonly Diagnosis Diagnosis = new(Id, "Finished map work is done again", Rank.Retries, Check);

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages.Where(stage => stage.Stage.Resubmissions.Count > 0))
        {
            HashSet<TaskId> tasks = [.. stage.Stage.Resubmissions.Select(resubmission => resubmission.Task)];
            var lost = VainWork.Of(inspection, stage.Stage.Tasks, Enumerable.Range(0, stage.Stage.Tasks.Count).Where(row => tasks.Contains(stage.Stage.Tasks.TaskId(row)) && stage.Stage.Tasks.Status(row) == TaskAttemptStatus.Success));
            var suspicion = inspection.Suspect(stage, Confidence.High);
            suspicion.Basis = Basis.Measured;
            suspicion.LostExecutors.UnionWith(stage.Stage.Resubmissions.Select(resubmission => resubmission.ExecutorId));
            foreach (var executor in stage.Stage.Resubmissions.Select(resubmission => resubmission.ExecutorId).Distinct().Order(StringComparer.Ordinal).Take(3))
            {
                suspicion.RelatedPlaces.Add(new Findings.Places.ExecutorPlace(executor));
            }

            suspicion.Prove("resubmittedTasks", stage.Stage.Resubmissions.Count, EvidenceUnit.Count).Prove("lostTime", lost.CoreMs, EvidenceUnit.CoreMilliseconds);
            suspicion.ClaimLost(stage, lost);
            suspicion.Advise(inspection.Settings.Change("spark.shuffle.service.enabled", "true", "Keep shuffle data outside the executors, so that it survives them.", risk: "The cluster must run the service."))
                .Advise("Use longer-lived nodes for long shuffles, or turn on decommissioning so that shuffle data moves away in time.");
            report.Add(suspicion);
        }
    }
}
