using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL001: tasks throw and are tried again.</summary>
internal static class FailingTasks
{
    public const string Id = "FAIL001";

    public static readonly Diagnosis Diagnosis = new(Id, "Tasks fail and are retried", Rank.Losses, Check)
    {
        Limits =
        [
            FailureThresholds.MinFailures,
            FailureThresholds.MinShare,
            FailureThresholds.HighShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var groups = AttemptFailure.Of(inspection)
            .Where(attempt => attempt.Failure.Reason == TaskEndReason.ExceptionFailure && attempt.Cause == LossCause.Unknown)
            .GroupBy(attempt => (attempt.Stage, Kind: KindOf(attempt.Failure)));
        foreach (var group in groups)
        {
            List<AttemptFailure> attempts = [.. group];
            var stage = group.Key.Stage;
            var share = attempts.Count / (double)Math.Max(1, stage.Stage.TaskCount);
            var isFrequent = attempts.Count >= inspection.ValueOf(Id, FailureThresholds.MinFailures) && share >= inspection.ValueOf(Id, FailureThresholds.MinShare);
            var isFatal = stage.Stage.Status == Model.Stages.StageStatus.Failed;
            if (!isFrequent && !isFatal && share < inspection.ValueOf(Id, FailureThresholds.HighShare))
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.High);
            suspicion.LeastSeverity = Severity.Minor;
            suspicion.SameAs = string.Concat(group.Key.Kind.Where(letter => !char.IsAsciiDigit(letter))); // One error, in whichever stage.
            suspicion.Basis = Basis.Measured;
            var lost = attempts.Sum(attempt => attempt.DurationMs);
            suspicion.Prove("failedAttempts", attempts.Count, EvidenceUnit.Count)
                .Prove("failedShare", share, EvidenceUnit.Ratio, null, new Threshold(FailureThresholds.MinShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, FailureThresholds.MinShare)))
                .Prove("lostTime", lost, EvidenceUnit.CoreMilliseconds)
                .Prove("error", group.Key.Kind)
                .Prove("hosts", attempts.Select(attempt => stage.Stage.Tasks.Host(attempt.Failure.Row)).Distinct().Count(), EvidenceUnit.Count);
            suspicion.Claim(stage, Bucket.Lost, lost, lost, lost).ClaimArea(stage);
            suspicion.Advise("Fix what throws; where a source is flaky, retry inside the task instead of letting the whole task run again.")
                .Advise("Do not raise spark.task.maxFailures: it hides the failures and pays for each of them.");
            report.Add(suspicion);
        }
    }

    /// <summary>Exception and first line; of a Python traceback the last line, which names the Python exception.</summary>
    internal static string KindOf(TaskFailure failure)
    {
        var lines = failure.Message.Split('\n');
        var python = failure.ClassName?.Contains("PythonException", StringComparison.Ordinal) == true
            ? lines.TakeWhile(line => !line.StartsWith("\tat ", StringComparison.Ordinal)).LastOrDefault(line => line.Trim().Length > 0 && !char.IsWhiteSpace(line[0]))
            : null;
        var text = (python ?? lines[0]).Trim();
        return text.Length > 200 ? text[..200] : text;
    }
}
