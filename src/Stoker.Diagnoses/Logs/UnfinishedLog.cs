using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG001: the log ends before the application did.</summary>
internal static class UnfinishedLog
{
    public static readonly Diagnosis Diagnosis = new("LOG001", "The log ends before the application did", Rank.Log, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var application = inspection.Application;
        if (application.IsComplete && !application.Reading.IsTruncated)
        {
            return;
        }

        var mayRun = application.Reading.Files.Any(file => file.EndsWith(".inprogress", StringComparison.Ordinal));

        // In the middle of a job no session is stopped: the application still runs, or somebody ended it.
        var openJobs = application.Jobs.Count(job => job.CompletionTime is null);

        // There the platform owns the session: its log ends when the cluster does, and stopping it ends the work of others.
        var isOfPlatform = Configuration.Platform.NameOf(inspection) is "Databricks";
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High)
        {
            FixedSeverity = mayRun || isOfPlatform || application.Reading.IsTruncated ? Severity.Info : Severity.Minor,
        };
        suspicion.Evidence.Add(EvidenceItem.Of("lastEventTime", application.LastEventTime.ToString(), suspicion.Place));
        suspicion.Evidence.Add(EvidenceItem.Of("openJobs", openJobs, EvidenceUnit.Count, suspicion.Place));
        suspicion.Advise(isOfPlatform
            ? "Read the log again after the cluster has ended, if what came later matters: the platform closes it then."
            : mayRun || openJobs > 0 || application.Reading.IsTruncated ? "Read the log again once the application has ended: it may still be written, or what is here is a part of it. If the application was killed, this is all there will be."
            : "If the application has ended: stop the session at the end of the program (spark.stop()), also when it fails, so that the log is closed. If it still runs, read the log again afterwards.");

        report.Add(suspicion);
    }
}
