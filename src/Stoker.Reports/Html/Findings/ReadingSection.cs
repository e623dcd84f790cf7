using Stoker.Diagnoses;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Texts;

namespace Stoker.Reports.Html.Findings;

/// <summary>The pages of the findings, so that who gets the report by mail needs nothing else.</summary>
internal static class ReadingSection
{
    public static PageSection? Of(DiagnosisResult result)
    {
        var titles = DiagnosisCatalogue.Titles.ToDictionary(title => title.Id, title => title.Title, StringComparer.Ordinal);
        var pages = result.Findings.Select(finding => finding.Id).Distinct().Order(StringComparer.Ordinal)
            .Select(id => (Id: id, Page: DiagnosisCatalogue.PageOf(id))).Where(page => page.Page is not null).ToList();
        return pages.Count == 0 ? null : new PageSection(
            Anchors.Reading,
            "Explanations",
            "What the findings mean",
            [.. pages.Select(page => new PageOfFinding(page.Id, titles.GetValueOrDefault(page.Id, ""), page.Page!))]);
    }

    private sealed record PageOfFinding(string Id, string Title, string Markdown) : IHtmlComponent
    {
        public void Write(HtmlWriter html) =>
            html.Write($"<div id=\"page-{Id}\">{new Fold($"{Id} {Title}", new Group("page-of", new MarkdownPage(Markdown)))}</div>\n");
    }
}
