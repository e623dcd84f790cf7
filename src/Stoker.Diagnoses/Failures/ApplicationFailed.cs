using System.Globalization;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL014: the application itself ended badly: it gave up after too many lost executors, its program failed, or somebody ended it.</summary>
internal static class ApplicationFailed
{
    public const string Id = "FAIL014";

    private const string GaveUp = "Max number of executor failures";
    private const int TooManyFailures = 11;

    /// <summary>Exit codes of a process that a signal ended: 128 and the signal's number.</summary>
    private static readonly int[] Signals = [130, 137, 143];

    public static readonly Diagnosis Diagnosis = new(Id, "The application gave up or was ended", Rank.Losses, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var application = inspection.Application;
        var gaveUp = application.Jobs.FirstOrDefault(job => IsGivenUp(job.FailureMessage));
        var code = application.ExitCode is not (null or 0) ? application.ExitCode : null;
        var isIdleKill = code is { } signal && Signals.Contains(signal) && application.Jobs.All(job => job.Status == JobStatus.Succeeded);
        if ((code is null || isIdleKill) && gaveUp is null)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = Severity.Critical };
        suspicion.FailedJobs.UnionWith(gaveUp is not null ? [gaveUp.Id] : LastFailure(application));
        if (code is { } number)
        {
            suspicion.Prove("exitCode", number.ToString(CultureInfo.InvariantCulture)).Prove("meaning", MeaningOf(number));
        }

        if (gaveUp is not null)
        {
            suspicion.RelatedPlaces.Add(new JobPlace(gaveUp.Id));
            suspicion.Prove("reason", GaveUp, new JobPlace(gaveUp.Id));
        }

        var lost = application.Executors.Count(executor => executor.RemoveTime is not null && LossText.Read(executor.RemoveReason) != LossCause.Released);
        suspicion.Prove("executorsLost", lost, EvidenceUnit.Count).Prove("failedJobs", application.Jobs.Count(job => job.Status == JobStatus.Failed), EvidenceUnit.Count);
        if (gaveUp is not null || code == TooManyFailures)
        {
            suspicion.Advise("Find why executors die (MEM003, MEM004, FAIL004, FAIL005): the limit that ended the application only counts them.")
                .Advise("Where machines are taken away often, count only the losses of the last hour: spark.executor.failuresValidityInterval.");
        }
        else if (application.Jobs.Any(job => job.Status == JobStatus.Failed))
        {
            suspicion.Advise("Start with the job that failed last (FAIL002): an error that the program does not catch ends it.");
        }
        else
        {
            suspicion.Advise("Read the end of the driver's own output: no job failed, so the program ended by itself, outside of Spark.");
        }

        report.Add(suspicion);
    }

    /// <summary>Whether Spark gave up since too many executors were lost.</summary>
    public static bool IsGivenUp(string? message) => message?.Contains(GaveUp, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The job that ended last, if it failed: its error, when the program does not catch it, ends the application.</summary>
    private static IEnumerable<JobId> LastFailure(Application application) =>
        application.Jobs.Where(job => job.CompletionTime is not null).MaxBy(job => job.CompletionTime) is { Status: JobStatus.Failed } last ? [last.Id] : [];

    /// <summary>What an exit code says (SparkExitCode.scala; above 128 the signal).</summary>
    private static string MeaningOf(int code) => code switch
    {
        TooManyFailures => "too many executors failed",
        50 or 51 => "an exception that nothing caught",
        52 => "the driver's heap was exhausted",
        53 => "a local folder could not be made",
        124 => "the driver ran longer than it was allowed to",
        130 => "interrupted from the keyboard",
        137 => "killed, by the memory limit of the machine or by hand",
        143 => "told to end by its manager or by hand",
        _ => "the program ended with an error",
    };
}
