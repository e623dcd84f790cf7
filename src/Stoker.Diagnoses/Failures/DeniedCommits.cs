using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL008: attempts did their work and were not allowed to commit it, since another attempt had.</summary>
internal static class DeniedCommits
{
    public const string Id = "FAIL008";

    public static readonly Diagnosis Diagnosis = new(Id, "Commits are denied", Rank.Losses, Check) { Limits = [FailureThresholds.MinFailures] };

    private static void Check(Inspection inspection, Report report)
    {
        var denied = AttemptFailure.Of(inspection).Where(attempt => attempt.Failure.Reason == TaskEndReason.TaskCommitDenied).ToList();
        if (denied.Count < inspection.ValueOf(Id, FailureThresholds.MinFailures))
        {
            return;
        }

        var suspicion = FailureGroup.Whole(denied).Suspect(inspection, Id);
        suspicion.LeastSeverity = Severity.Info;
        suspicion.MostSeverity = Severity.Minor;
        suspicion.Prove("speculativeAttempts", denied.Count(attempt => attempt.Stage.Stage.Tasks.IsSpeculative(attempt.Failure.Row)), EvidenceUnit.Count);
        if (inspection.Settings.IsOn("spark.speculation") == true)
        {
            suspicion.Advise(inspection.Settings.Change("spark.speculation", "false", "Write without speculation: of two copies only one may commit, and the other worked for nothing."));
        }

        report.Add(suspicion.Advise("Look for tasks that ran twice: a lost executor, a stage that ran again, two jobs that write to one place."));
    }
}
