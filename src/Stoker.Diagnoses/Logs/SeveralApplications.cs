using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG011: the log holds several applications. One is shown where they stand behind each other; where their events come together, no number is that of one of them.</summary>
internal static class SeveralApplications
{
    public const string Id = "LOG011";

    /// <summary>Other applications that are named.</summary>
    private const int MostNamed = 5;

    public static readonly Diagnosis Diagnosis = new(Id, "Several applications in one log", Rank.Log, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var application = inspection.Application;
        var reading = application.Reading;
        if (reading.Applications < 2)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = reading.AreApplicationsMixed ? Severity.Major : Severity.Minor };
        suspicion.Prove("applications", reading.Applications, EvidenceUnit.Count)
            .Prove("shown", application.Id.Length > 0 ? application.Id : application.Name);
        if (reading.OtherApplications.Count > 0)
        {
            suspicion.Prove("notShown", string.Join(", ", reading.OtherApplications.Take(MostNamed)) + (reading.OtherApplications.Count > MostNamed ? ", …" : ""));
        }

        suspicion.Advise(reading.AreApplicationsMixed
            ? "Cut the file before each line with SparkListenerLogStart, and analyze the parts one by one: Spark writes a log for each application, and files were joined behind it. Nothing else is said of this one."
            : $"Choose with --app, such as --app {reading.OtherApplications[^1]}, or cut the file before each line with SparkListenerLogStart: Spark writes a log for each application, and files were joined behind it.");
        report.Add(suspicion);
    }
}
