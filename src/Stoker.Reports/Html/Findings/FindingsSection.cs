using Stoker.Findings;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Findings;

/// <summary>All findings in full, in the order of what they cost.</summary>
internal static class FindingsSection
{
    /// <summary>More are counted: the rest is in the JSON.</summary>
    private const int MostFindings = 25;

    /// <summary>Charts beyond these add no more than bytes.</summary>
    private const int MostWithCharts = 12;

    /// <param name="facts">The findings.</param>
    /// <param name="hidden">What is not shown and why.</param>
    /// <param name="targets">Anchors that the page has.</param>
    /// <param name="charts">What shows evidence.</param>
    public static PageSection Of(FindingFacts facts, IReadOnlyList<string> hidden, IReadOnlySet<string> targets, EvidenceCharts charts)
    {
        var ranked = facts.Result.Ranked;
        var consequences = facts.Result.Findings.Where(finding => finding.CausedBy is not null).ToLookup(finding => finding.CausedBy);
        List<IHtmlComponent?> parts =
        [
            new Prose(ranked.Count == 0 ? "None: no diagnosis found anything that costs time." : "In the order of severity, then of price. A price is what would not have been spent had the remedy been in place; prices of findings do not overlap unless one says so."),
            .. ranked.Take(MostFindings).Select((finding, index) => new FindingArticle(
                finding,
                facts,
                targets,
                [.. consequences[new FindingReference(finding.Id, finding.Place)]],
                index < MostWithCharts ? charts.Of(finding) : [])),
        ];
        if (ranked.Count > MostFindings)
        {
            parts.Add(new Prose($"{Quantity.Count(ranked.Count - MostFindings, "more finding")} of less weight; --format json lists all.", "quiet"));
        }

        if (facts.Result.SuppressedCount > 0)
        {
            parts.Add(new Prose($"{Quantity.Count(facts.Result.SuppressedCount, "finding")} cost too little to be listed.", "quiet"));
        }

        parts.AddRange(hidden.Select(line => new Prose(line + ".", "quiet")));
        return new PageSection(Anchors.Findings, "Findings", "Findings", parts);
    }
}
