using Stoker.Reports.Headers;
using System.Text;
using Stoker.Analyses;
using Stoker.Diagnoses;
using Stoker.Diagnosing;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Reports.Findings;
using Stoker.Reports.Sarif;

namespace Stoker.Reports.Analyses;

/// <summary>
/// Findings of an analysis as SARIF 2.1.0. A finding whose evidence names a line of the program has it as its location; the file is as the log
/// names it, often without folders. What has no line has its place in Spark as a logical location. What follows from a finding is part of its result, not one of its own:
/// a gate that counts results counts causes.
/// </summary>
public static class AnalysisSarif
{
    /// <summary>One document and a line end.</summary>
    /// <param name="analyses">What to write: one run of the tool for all.</param>
    /// <param name="stokerVersion">Version that goes into the document.</param>
    public static string Write(IReadOnlyList<Analysis> analyses, string stokerVersion)
    {
        ArgumentNullException.ThrowIfNull(analyses);
        var indices = DiagnosisCatalogue.Titles.Select((title, index) => (title.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        using var bytes = new MemoryStream();
        SarifOutput.Write(
            new SarifRun
            {
                Tool = SarifTool.Of(stokerVersion, [.. DiagnosisCatalogue.Titles.Select(RuleOf)]),
                OriginalUriBaseIds = SarifOutput.SourceRoot,
                Invocations = [new SarifInvocation(true, [.. analyses.SelectMany(NotificationsOf)])],
                Results = [.. analyses.Where(analysis => analysis.Review is not null).SelectMany(analysis => ResultsOf(analysis, indices))],
            },
            bytes);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static IEnumerable<SarifNotification> NotificationsOf(Analysis analysis) =>
        analysis.CodeWarnings.Select(warning => new SarifNotification("warning", new SarifText(warning), null))
            .Concat(AnalysisFacts.Of(analysis).QualityNotes.Select(note => new SarifNotification("note", new SarifText(note), null)));

    private static SarifRule RuleOf(DiagnosisTitle title) => new()
    {
        Id = title.Id,
        ShortDescription = new SarifText(title.Title),
        Help = DiagnosisCatalogue.PageOf(title.Id) is { } page ? new SarifHelp(title.Title, page) : null,
        Properties = SarifTags.Performance,
    };

    private static IEnumerable<SarifResult> ResultsOf(Analysis analysis, Dictionary<string, int> indices)
    {
        var review = analysis.Review ?? throw new ArgumentException("An analysis without a diagnosis has no results.", nameof(analysis));
        var section = new FindingSection(review);
        var shown = review.Result.Listed;
        var told = shown.SelectMany(finding => finding.Consequences).ToHashSet();
        foreach (var finding in shown.Where(finding => finding.CausedBy is null || !told.Contains(new FindingReference(finding.Id, finding.Place))))
        {
            yield return ResultOf(analysis, section, finding, indices[finding.Id], null);
        }

        foreach (var accepted in review.Accepted)
        {
            yield return ResultOf(analysis, section, accepted.Finding, indices[accepted.Finding.Id], accepted);
        }
    }

    private static SarifResult ResultOf(Analysis analysis, FindingSection section, Finding finding, int index, AcceptedFinding? accepted)
    {
        string?[] sentences = [$"{ApplicationHeader.TitleOf(analysis.Application.Name)}: {section.Heading(finding)[(finding.Id.Length + 1)..]}", section.Costs(finding), FindingSection.Proof(finding), FindingSection.Advice(finding)?.TrimEnd('.'), Capitalized(section.Consequences(finding))];
        return new SarifResult
        {
            RuleId = finding.Id,
            RuleIndex = index,
            Level = SarifOutput.LevelOf(finding.Severity),
            Message = new SarifText(string.Join(". ", sentences.Where(sentence => !string.IsNullOrEmpty(sentence))) + "."),
            Locations = LocationsOf(finding),
            RelatedLocations = finding.Consequences.Count == 0 ? null : [.. finding.Consequences.Select(consequence => new SarifLocation(null, [new SarifLogicalLocation(PlaceText.Of(consequence.Place))], new SarifText(section.Heading(consequence.Id))))],
            PartialFingerprints = analysis.Review is { } review ? new Dictionary<string, string> { ["stoker/v1"] = review.Fingerprints[finding] } : null,
            Suppressions = accepted is null ? null : [new SarifSuppression("external", accepted.Acceptance.Reason)],
            Properties = new SarifProperties(
                finding.Confidence.ToString().ToLowerInvariant(),
                finding.Cost is { } cost ? Math.Round(cost.CoreSeconds.Expected * 1000) : null,
                finding.Cost?.WallSeconds is { } wall ? Math.Round(wall.Expected * 1000) : null,
                PlaceText.Of(finding.Place)),
        };
    }

    private static string? Capitalized(string? sentence) => sentence is null ? null : char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private static SarifLocation[] LocationsOf(Finding finding)
    {
        SarifLogicalLocation[] logical = [new SarifLogicalLocation(PlaceText.Of(finding.Place))];
        var lines = finding.RelatedPlaces.Prepend(finding.Place).OfType<CallSitePlace>().Distinct()
            .Select(line => new SarifLocation(new SarifPhysicalLocation(ArtifactOf(line.File), new SarifRegion(Math.Max(1, line.Line))), logical))
            .ToArray();
        return lines.Length > 0 ? lines : [new SarifLocation(null, logical)];
    }

    /// <summary>A path from the root of the machine that ran the job means nothing below the source's root.</summary>
    private static SarifArtifact ArtifactOf(string file) =>
        file.StartsWith('/') ? new SarifArtifact(new Uri("file://" + string.Join('/', file.Split('/').Select(Uri.EscapeDataString))).AbsoluteUri, null) : SarifArtifact.InSource(file.Replace('\\', '/'));
}
