using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL001: tasks throw and are tried again. What says that heap, disk or a buffer was too small is a finding of its own.</summary>
internal static class FailingTasks
{
    public const string Id = "FAIL001";

    public static readonly Diagnosis Diagnosis = new(Id, "Tasks fail and are retried", Rank.Losses, Check) { Limits = FailureGroup.Limits };

    private static void Check(Inspection inspection, Report report)
    {
        var attempts = AttemptFailure.Of(inspection).Where(attempt => attempt.IsException && attempt.Cause == LossCause.Unknown);
        foreach (var group in FailureGroup.Of(attempts).Where(group => group.Matters(inspection, Id)))
        {
            var suspicion = group.Suspect(inspection, Id);
            (suspicion.LeastSeverity, suspicion.LeastReason) = (Severity.Minor, FailureText.MayFailForGood);
            suspicion.Prove("hosts", group.Attempts.Select(attempt => attempt.Host).Distinct().Count(), EvidenceUnit.Count);
            suspicion.Advise("Fix what throws; where a source is flaky, retry inside the task instead of letting the whole task run again.")
                .Advise("Do not raise spark.task.maxFailures: it hides the failures and pays for each of them.");
            report.Add(suspicion);
        }
    }
}
