using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Stages;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG003: tasks are missing from the log: it is damaged or incomplete (LOG002, LOG010), or else the listener bus dropped events.</summary>
internal static class DroppedEvents
{
    public static readonly Diagnosis Diagnosis = new("LOG003", "Events are missing", Rank.Log, Check) { Limits = [LogThresholds.MissingShare] };

    private static void Check(Inspection inspection, Report report)
    {
        if (!inspection.Application.IsComplete || inspection.Application.Reading.IsCompacted)
        {
            report.AddNotChecked(new ApplicationPlace(), Findings.NotChecked.NotCheckedReason.LogIncomplete);
            return;
        }

        long planned = 0, missing = 0;
        StageAttempt? first = null;
        foreach (var stage in inspection.Application.Stages)
        {
            // A stage that completed needed a success of every task; a skipped or failed one did not.
            if (stage.Status != StageStatus.Complete || stage.SubmissionTime is null)
            {
                continue;
            }

            var lost = Math.Max(0, stage.TaskCount - stage.CompletedIndices);
            planned += stage.TaskCount;
            missing += lost;
            first ??= lost > 0 ? stage : null;
        }

        if (first is null)
        {
            return;
        }

        var share = missing / (double)planned;
        var limit = inspection.ValueOf("LOG003", LogThresholds.MissingShare);
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = share > limit ? Severity.Minor : Severity.Info };
        suspicion.RelatedPlaces.Add(new StagePlace(first.Id));
        suspicion.Evidence.Add(EvidenceItem.Of("missingTaskEnds", missing, EvidenceUnit.Count, new StagePlace(first.Id)));
        suspicion.Evidence.Add(EvidenceItem.Of("missingShare", share, EvidenceUnit.Ratio, suspicion.Place, new Threshold(LogThresholds.MissingShare.Name, Comparison.AtLeast, limit)));
        if (ReadingTrouble.Explains(inspection))
        {
            suspicion.Advise(ReadingTrouble.ReadWhole);
        }
        else
        {
            suspicion.Advise(new Remedy(
                RemedyKind.Setting,
                "Give the listener bus more room, so that a busy driver drops nothing.",
                Risk: "More driver memory while it lags.",
                SinceVersion: "2.3",
                Setting: new SettingChange("spark.scheduler.listenerbus.eventqueue.capacity", inspection.Settings.Find("spark.scheduler.listenerbus.eventqueue.capacity"), "50000")));
        }

        report.Add(suspicion);
    }
}
