using System.Globalization;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Model.Reading;

namespace Stoker.Diagnoses.Logs;

/// <summary>What the reader could not read, as the rules on the log see it.</summary>
internal static class ReadingTrouble
{
    /// <summary>Issues that say that files, or the history before a compaction, are not there.</summary>
    public static IReadOnlyList<ParseIssue> Missing(Inspection inspection) =>
        [.. inspection.Application.Reading.Issues.Where(issue => issue.Kind is ParseIssueKind.MissingFile or ParseIssueKind.CompactedLog)];

    /// <summary>Issues that say that what is there is damaged. A log that stops in the middle is LOG001's.</summary>
    public static IReadOnlyList<ParseIssue> Damage(Inspection inspection) =>
    [
        .. inspection.Application.Reading.Issues.Where(issue => issue.Kind is ParseIssueKind.MalformedLine or ParseIssueKind.IncompleteEvent or ParseIssueKind.DamagedBlock
            or ParseIssueKind.LineTooLong or ParseIssueKind.ImpossibleValue || (issue.Kind == ParseIssueKind.ImpossibleEvent && inspection.Application.Reading.Applications == 1)), // More of them are LOG011's.
    ];

    /// <summary>Whether the log itself explains events that are missing or that cannot be.</summary>
    public static bool Explains(Inspection inspection) => inspection.Application.Reading is { LacksBeginning: true } or { AreApplicationsMixed: true } or { MisplacedEvents: > 0 } || Missing(inspection).Count + Damage(inspection).Count > 0;

    /// <summary>What to do first where the log itself explains what is missing or cannot be.</summary>
    public static Remedy ReadWhole { get; } = new(RemedyKind.Code, "Get the log whole and in order first, as LOG002, LOG010, LOG011 or LOG012 says: that explains it.");

    /// <summary>Adds the first issue with its place in the file.</summary>
    public static void Prove(Suspicion suspicion, ParseIssue issue)
    {
        var line = issue.Line is { } number ? string.Create(CultureInfo.InvariantCulture, $" line {number}") : "";
        var offset = issue.Offset is { } position ? string.Create(CultureInfo.InvariantCulture, $" byte {position}") : "";
        suspicion.Prove("firstIssue", issue.Message.TrimEnd('.')).Prove("file", Path.GetFileName(issue.File) + line + offset);
    }
}
