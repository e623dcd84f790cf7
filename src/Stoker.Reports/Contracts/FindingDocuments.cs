using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Diagnosing;
using Stoker.Findings;
using Stoker.Linting;
using Stoker.Reports.Findings;
using Stoker.Reports.Linting;

namespace Stoker.Reports.Contracts;

/// <summary>Findings for <c>stoker/analysis/1</c>: those that stand for themselves by cost, then their consequences.</summary>
internal static class FindingDocuments
{
    public static IReadOnlyList<FindingDocument> Of(ReviewedDiagnosis? review, PricedLint? code)
    {
        if (review is null)
        {
            return [];
        }

        var result = review.Result;
        var titles = DiagnosisCatalogue.Titles.ToDictionary(title => title.Id, title => title.Title, StringComparer.Ordinal);
        return [.. result.Listed.Select(finding => Of(finding, titles.GetValueOrDefault(finding.Id, ""), review.Fingerprints[finding], code))];
    }

    public static IReadOnlyList<AcceptedFindingDocument>? AcceptedOf(ReviewedDiagnosis? review) => review is null or { Accepted.Count: 0 }
        ? null
        :
        [
            .. review.Accepted.Select(accepted => new AcceptedFindingDocument
            {
                Id = accepted.Finding.Id,
                Place = PlaceText.Of(accepted.Finding.Place),
                Fingerprint = review.Fingerprints[accepted.Finding],
                Until = accepted.Acceptance.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Reason = accepted.Acceptance.Reason,
            }),
        ];

    /// <summary>What could not be checked, by id and place.</summary>
    public static IReadOnlyList<NotCheckedDocument> NotCheckedOf(DiagnosisResult? result) =>
    [
        .. (result?.NotChecked ?? []).Select(item => new NotCheckedDocument
        {
            Id = item.Id,
            Place = PlaceText.Of(item.Place),
            Reason = AnalysisDocuments.Camel(item.Reason.ToString()),
            EnabledBy = item.EnabledBy,
            Detail = item.Detail,
        }),
    ];

    private static FindingDocument Of(Finding finding, string title, string fingerprint, PricedLint? code) => new()
    {
        Id = finding.Id,
        Title = title,
        Severity = AnalysisDocuments.Camel(finding.Severity.ToString()),
        SeverityReason = finding.SeverityReason,
        Confidence = AnalysisDocuments.Camel(finding.Confidence.ToString()),
        Doubt = finding.Doubt,
        Place = PlaceText.Of(finding.Place),
        RelatedPlaces = [.. finding.RelatedPlaces.Select(PlaceText.Of)],
        CoreMs = Milliseconds(finding.Cost?.CoreSeconds.Expected),
        CoreLowMs = Milliseconds(finding.Cost?.CoreSeconds.Low),
        CoreHighMs = Milliseconds(finding.Cost?.CoreSeconds.High),
        WallMs = Milliseconds(finding.Cost?.WallSeconds?.Expected),
        WallLowMs = Milliseconds(finding.Cost?.WallSeconds?.Low),
        WallHighMs = Milliseconds(finding.Cost?.WallSeconds?.High),
        Basis = finding.Cost is { } cost ? AnalysisDocuments.Camel(cost.Basis.ToString()) : null,
        CausedBy = finding.CausedBy?.Id,
        Consequences = [.. finding.Consequences.Select(reference => reference.Id).Distinct()],
        Groups = [.. finding.Groups.Select(reference => reference.Id).Distinct()],
        Evidence = [.. finding.Evidence.Select(item => new EvidenceDocument
        {
            Name = item.Name,
            Unit = AnalysisDocuments.Camel(item.Unit.ToString()),
            Number = item.Number is { } number ? Math.Round(number, 3) : null,
            Text = item.Text,
            Row = item.Row is { } row ? PlaceText.Of(row) : null,
        })],
        Remedies = [.. finding.Remedies.Select(remedy => new RemedyDocument
        {
            Kind = AnalysisDocuments.Camel(remedy.Kind.ToString()),
            Change = remedy.Change,
            Precondition = remedy.Precondition,
            Question = remedy.Question,
            Risk = remedy.Risk,
            SettingKey = remedy.Setting?.Key,
            SettingValue = remedy.Setting?.To,
            SettingNow = remedy.Setting?.From,
        })],
        Page = finding.Page,
        Code = code is null ? null : CodeOf(FindingCode.Of(finding, code)),
        Fingerprint = fingerprint,
    };

    private static double? Milliseconds(double? seconds) => seconds is { } known ? Math.Round(known * 1000) : null;

    private static CodeDocument? CodeOf(FindingCode code) => code.Calls.Count == 0 ? null : new CodeDocument
    {
        Basis = AnalysisDocuments.Camel(code.Basis.ToString()),
        Calls = [.. code.Calls.Select(call => new CallDocument { File = call.File, Line = call.Line, Method = call.Method, Symbol = call.Symbol })],
        Lint = [.. code.Findings.Select(finding => new LintReferenceDocument
        {
            Id = finding.Rule.Id,
            File = LintMessages.PlaceOf(finding).File,
            Line = LintMessages.PlaceOf(finding).Line,
            Message = LintMessages.Message(finding),
        })],
    };
}
