using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL002: a job failed.</summary>
internal static class FailedJob
{
    public const string Id = "FAIL002";

    public static readonly Diagnosis Diagnosis = new(Id, "A job failed", Rank.Retries, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var lastEnd = inspection.Application.Jobs.Max(job => job.CompletionTime);
        foreach (var job in inspection.Application.Jobs.Where(job => job.Status == JobStatus.Failed && !CancelledWork.IsOfJob(job.FailureMessage))) // Trap T41.
        {
            var suspicion = new Suspicion(new JobPlace(job.Id), Confidence.High)
            {
                FixedSeverity = job.CompletionTime == lastEnd ? Severity.Critical : Severity.Major,
                Basis = Basis.Measured,
                SameAs = ReasonOf(job),
            };
            suspicion.FailedJobs.Add(job.Id);
            if (StagePlaces.CallSiteOf(job) is { } line)
            {
                suspicion.RelatedPlaces.Add(line);
            }

            var message = MessageOf(job);
            suspicion.Prove("reason", message.Length > 300 ? message[..300] : message).Prove("failedTasks", job.FailedTasks, EvidenceUnit.Count);
            suspicion.Prove("taskTime", VainJob.StagesOf(inspection, job).Sum(stage => (double)stage.BusyMs), EvidenceUnit.CoreMilliseconds);
            VainJob.Claim(inspection, suspicion, [job]);
            suspicion.Advise("Find the first task that failed in the stage named: its error is the cause, later ones may follow from it.");
            report.Add(suspicion);
        }
    }

    /// <summary>Jobs that failed of attempts: a stage of theirs ran in the job, and the job's message says so.</summary>
    public static IEnumerable<JobId> Of(Inspection inspection, IEnumerable<AttemptFailure> attempts, Func<string, bool> saysSo) =>
        attempts.Select(attempt => attempt.Stage).Distinct().SelectMany(stage => stage.Stage.Jobs).Distinct()
            .Where(id => inspection.JobOf(id) is { Status: JobStatus.Failed, FailureMessage: { } message } && saysSo(message));

    /// <summary>The first line of the reason; of a Python traceback the line that names the exception.</summary>
    private static string MessageOf(Job job) => PythonTraceback.Read(job.FailureMessage ?? "")?.Error ?? (job.FailureMessage ?? "").Split('\n')[0];

    /// <summary>The reason without numbers: of a job that failed again, only ids and places differ.</summary>
    private static string ReasonOf(Job job) => string.Concat(MessageOf(job).Where(letter => !char.IsAsciiDigit(letter)));
}
