using System.Globalization;
using Stoker.Advice.SourceJoin;
using Stoker.Findings.Places;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;
using Stoker.Reports.Sarif;

namespace Stoker.Reports.Linting;

/// <summary>Findings of lint as SARIF 2.1.0, for code scanning.</summary>
public static class LintSarifReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="result">The findings.</param>
    /// <param name="output">Where to.</param>
    /// <param name="version">The version of Stoker.</param>
    /// <param name="run">The run that priced them, with findings in the same order; absent without a log.</param>
    public static void Write(LintResult result, Stream output, string version, SourceRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        var indices = LintRules.All.Select((rule, index) => (rule, index)).ToDictionary(pair => pair.rule, pair => pair.index);
        SarifOutput.Write(
            new SarifRun
            {
                Tool = SarifTool.Of(version, [.. LintRules.All.Select(RuleOf)]),
                ColumnKind = SarifOutput.ColumnKind,
                OriginalUriBaseIds = SarifOutput.SourceRoot,
                Invocations = [new SarifInvocation(true, [.. result.Issues.Select(NotificationOf)])],
                Results = [.. result.Findings.Concat(result.Suppressed).Select((finding, index) => ResultOf(finding, indices[finding.Rule], index < run?.Findings.Count ? run.Findings[index] : null))],
            },
            output);
    }

    private static SarifRule RuleOf(LintRule rule) => new()
    {
        Id = rule.Id,
        Name = rule.Name,
        ShortDescription = new SarifText(rule.Summary),
        Help = new SarifHelp(rule.Advice, rule.ReadPage()),
        DefaultConfiguration = new SarifLevel(SarifOutput.LevelOf(rule.Severity)),
        Properties = SarifTags.Performance,
    };

    private static SarifNotification NotificationOf(SourceIssue issue) => new(
        "warning",
        new SarifText(issue.Message),
        [new SarifLocation(new SarifPhysicalLocation(SarifArtifact.InSource(issue.File), issue.Line is { } line ? new SarifRegion(line) : null))]);

    private static SarifResult ResultOf(LintFinding finding, int index, PricedFinding? priced) => new()
    {
        RuleId = finding.Rule.Id,
        RuleIndex = index,
        Level = SarifOutput.LevelOf(finding.Finding.Severity),
        Message = new SarifText(LintMessages.Message(finding) + ". " + finding.Rule.Advice + "."),
        Locations = [LocationOf(LintMessages.PlaceOf(finding))],
        PartialFingerprints = new Dictionary<string, string> { ["stoker/v1"] = finding.Fingerprint },
        Fixes = finding.Fix is { Safety: FixSafety.Safe } fix && finding.Source.Kind != PythonSourceKind.JupyterNotebook ? [FixOf(finding, fix)] : null,
        Suppressions = finding.SuppressedBy is { } suppression ? [new SarifSuppression("inSource", suppression.Reason)] : null,
        Properties = new SarifProperties(
            LintMessages.Name(finding.Finding.Confidence),
            finding.Finding.Cost is { } cost ? Math.Round(cost.CoreSeconds.Expected * 1000) : null,
            finding.Finding.Cost?.WallSeconds is { } wall ? Math.Round(wall.Expected * 1000) : null,
            RunStatus: priced is null ? null : LintRunJson.NameOf(priced.Status),
            LinesCoreMs: priced?.CoreTime?.Value,
            LinesCriticalPathMs: priced?.CriticalTime?.Value),
    };

    /// <summary>Of a notebook only the line is told: its columns count within the cell.</summary>
    private static SarifLocation LocationOf(SourcePlace place) => new(
        new SarifPhysicalLocation(
            SarifArtifact.InSource(place.File),
            place.Cell is null ? new SarifRegion(place.Line, place.Column, place.EndLine, place.EndColumn) : new SarifRegion(place.Line)),
        place.Cell is { } cell ? [new SarifLogicalLocation(string.Create(CultureInfo.InvariantCulture, $"cell {cell}, line {place.CellLine}"))] : null);

    private static SarifFix FixOf(LintFinding finding, LintFix fix) => new(
        new SarifText(fix.Title),
        [new SarifChange(SarifArtifact.InSource(finding.Source.Path), [.. fix.Edits.Select(edit => ReplacementOf(finding.Source, edit))])]);

    private static SarifReplacement ReplacementOf(PythonSource source, TextEdit edit)
    {
        var (line, column) = source.Text.PositionOf(edit.Start);
        var (endLine, endColumn) = source.Text.PositionOf(edit.End);
        return new SarifReplacement(new SarifRegion(line, column, endLine, endColumn), new SarifText(edit.Text));
    }
}
