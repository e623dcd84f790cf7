using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Reading;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG012: events stand where they cannot be, or are there twice: the log was put together anew, and what rests on the order of its events is less sure.</summary>
internal static class DisorderedEvents
{
    public const string Id = "LOG012";

    public static readonly Diagnosis Diagnosis = new(Id, "Events are out of order or there twice", Rank.Log, Check) { Limits = [LogThresholds.DisorderedShare] };

    /// <summary>Whether so many events stand elsewhere that nothing that rests on their order is sure.</summary>
    public static bool Weakens(Inspection inspection) => MisplacedShare(inspection.Application.Reading) >= inspection.ValueOf(Id, LogThresholds.DisorderedShare);

    private static void Check(Inspection inspection, Report report)
    {
        var reading = inspection.Application.Reading;
        if (reading.RepeatedEvents + reading.MisplacedEvents == 0)
        {
            return;
        }

        var isWeak = Weakens(inspection);
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = isWeak ? Severity.Minor : Severity.Info };
        if (reading.MisplacedEvents > 0)
        {
            suspicion.Prove("misplacedEvents", reading.MisplacedEvents, EvidenceUnit.Count)
                .Prove("misplacedShare", MisplacedShare(reading), EvidenceUnit.Ratio, null, new Threshold(LogThresholds.DisorderedShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, LogThresholds.DisorderedShare)));
        }

        if (reading.RepeatedEvents > 0)
        {
            suspicion.Prove("repeatedEvents", reading.RepeatedEvents, EvidenceUnit.Count);
        }

        if ((reading.Issues.FirstOrDefault(issue => issue.Kind == ParseIssueKind.RepeatedLog)
            ?? reading.Issues.FirstOrDefault(issue => issue.Kind is ParseIssueKind.MisplacedEvent or ParseIssueKind.RepeatedEvent)) is { } first)
        {
            ReadingTrouble.Prove(suspicion, first);
        }

        if (isWeak)
        {
            suspicion.Prove("weakens", "which stage belongs to which job, what was cached when, gaps of the driver");
        }

        suspicion.Advise("Take the log as Spark wrote it: sorting its lines, or putting files together that overlap, changes what it says.");
        report.Add(suspicion);
    }

    /// <summary>Starts that stand elsewhere, to all of tasks.</summary>
    private static double MisplacedShare(ReadingReport reading)
    {
        var starts = reading.Events.Where(item => item.Name == "SparkListenerTaskStart").Sum(item => item.Count);
        return Math.Min(1, reading.MisplacedEvents / (double)Math.Max(1, starts));
    }
}
