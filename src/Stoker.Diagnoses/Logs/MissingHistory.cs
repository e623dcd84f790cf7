using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Reading;

namespace Stoker.Diagnoses.Logs;

/// <summary>
/// LOG002: the beginning of the log or files of a rolling log are missing, or a History Server compacted it: totals are not those of the application, and what its
/// beginning tells is unknown.
/// </summary>
internal static class MissingHistory
{
    public const string Id = "LOG002";

    public static readonly Diagnosis Diagnosis = new(Id, "Parts of the log are missing or compacted", Rank.Log, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var missing = ReadingTrouble.Missing(inspection);
        var isHeadless = inspection.Application.Reading.LacksBeginning;
        if (missing.Count == 0 && !isHeadless)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = Severity.Minor };
        if (isHeadless)
        {
            ProveBeginning(inspection, suspicion);
        }

        if (missing.Count > 0)
        {
            suspicion.Prove("issues", missing.Count, EvidenceUnit.Count);
            ReadingTrouble.Prove(suspicion, missing[0]);
        }

        if (missing.Any(issue => issue.Kind == ParseIssueKind.CompactedLog))
        {
            suspicion.Advise(new Remedy(RemedyKind.Setting, "Let the History Server keep every file: it compacts what is beyond this number, and what it drops is gone.", SinceVersion: "3.0", Setting: new SettingChange("spark.history.fs.eventLog.rolling.maxFilesToRetain", null, null)));
        }

        if (missing.Any(issue => issue.Kind == ParseIssueKind.MissingFile))
        {
            suspicion.Advise("Give Stoker all files of the log's folder, from events_1_ to the last; a copy may have left some out.");
        }
        else if (isHeadless)
        {
            suspicion.Advise("Give Stoker the whole log: of a rolling one its folder eventlog_v2_… with all files from events_1_ on, of a single file the file uncut.");
        }

        report.Add(suspicion);
    }

    /// <summary>That the beginning is missing, and what cannot be known or is too small for it.</summary>
    private static void ProveBeginning(Inspection inspection, Suspicion suspicion)
    {
        var application = inspection.Application;
        List<string> unknown = ["name", "start"];
        if (!application.Settings.IsKnown)
        {
            unknown.Add("settings");
        }

        if (inspection.Time.AreSlotsInferred)
        {
            unknown.Add("slots of executors");
        }

        suspicion.Prove("missing", "the beginning of the log").Prove("unknown", string.Join(", ", unknown));
        var jobs = application.Jobs.Count > 0 ? application.Jobs[0].Id.Value : 0;
        if (jobs > 0)
        {
            suspicion.Prove("jobsBefore", jobs, EvidenceUnit.Count);
        }

        if (inspection.Stages.Count(stage => stage.Stage.SubmissionTime is null) is > 0 and var count)
        {
            suspicion.Prove("stagesWithoutBegin", count, EvidenceUnit.Count);
        }
    }
}
