using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG011: the log holds several applications, whose events count together: no number is that of one of them.</summary>
internal static class SeveralApplications
{
    public const string Id = "LOG011";

    public static readonly Diagnosis Diagnosis = new(Id, "Several applications in one log", Rank.Log, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var application = inspection.Application;
        if (application.Reading.Applications < 2)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = Severity.Major };
        suspicion.Prove("applications", application.Reading.Applications, EvidenceUnit.Count)
            .Prove("shown", application.Id.Length > 0 ? application.Id : application.Name);
        suspicion.Advise("Cut the file before each line with SparkListenerLogStart, and analyze the parts one by one: Spark writes a log for each application, and files were joined behind it.");
        report.Add(suspicion);
    }
}
