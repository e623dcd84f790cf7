using System.Globalization;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Linting;

/// <summary>The words in which findings of lint are shown, the same in every format.</summary>
internal static class LintMessages
{
    /// <summary>What is wrong, with the evidence in brackets.</summary>
    public static string Message(LintFinding finding)
    {
        var evidence = string.Join(", ", finding.Finding.Evidence.Select(Text));
        return evidence.Length == 0 ? finding.Rule.Summary : $"{finding.Rule.Summary} ({VisibleText.Of(evidence)})";
    }

    /// <summary>Where a finding is, as people write it: <c>jobs/a.py:3:7</c>, for a notebook with the cell and its line.</summary>
    public static string Where(LintFinding finding)
    {
        var place = PlaceOf(finding);
        var cell = place.Cell is { } index ? string.Create(CultureInfo.InvariantCulture, $" cell {index}:{place.CellLine}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{VisibleText.Of(place.File)}:{place.Line}:{place.Column}{cell}");
    }

    /// <summary>How an issue starts: a file that was read in part is not one that was not.</summary>
    public static string Name(SourceIssueKind kind) => kind switch
    {
        SourceIssueKind.SyntaxError => "not read here",
        SourceIssueKind.BadEncoding => "read with replacements",
        _ => "not read",
    };

    public static string Name(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.Major => "major",
        Severity.Minor => "minor",
        _ => "info",
    };

    public static string Name(Confidence confidence) => confidence switch
    {
        Confidence.High => "high",
        Confidence.Medium => "medium",
        _ => "low",
    };

    public static string Name(FixSafety safety) => safety == FixSafety.Safe ? "safe" : "unsafe";

    public static SourcePlace PlaceOf(LintFinding finding) => (SourcePlace)finding.Finding.Place;

    private static string Text(EvidenceItem item)
    {
        var name = string.Concat(item.Name.Select(character => char.IsAsciiLetterUpper(character) ? " " + char.ToLowerInvariant(character) : character.ToString()));
        return name + ": " + (item.Text ?? item.Number?.ToString("#,0.###", CultureInfo.InvariantCulture));
    }
}
