using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Remedies;
using Stoker.Reports.Findings;
using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Findings;

/// <summary>A finding in full: price with its basis, evidence, remedies with what speaks against them, what follows from it, charts beside it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Facts">Titles and prices.</param>
/// <param name="Targets">Anchors that the page has.</param>
/// <param name="Consequences">Findings that follow from this one and are told here.</param>
/// <param name="Charts">What shows the evidence.</param>
internal sealed record FindingArticle(
    Finding Finding,
    FindingFacts Facts,
    IReadOnlySet<string> Targets,
    IReadOnlyList<Finding> Consequences,
    IReadOnlyList<IHtmlComponent> Charts) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var anchor = Facts.AnchorOf(Finding);
        html.Write($"<article class=\"finding{(Charts.Count == 0 ? " plain" : "")}\" id=\"{anchor}\">\n");
        html.Write($"<h3>{new SeverityMark(Finding.Severity)}<a href=\"#{anchor}\">{Facts.TitleOf(Finding.Id)}</a> <span class=\"quiet\">{Finding.Id}</span></h3>\n<div>\n");
        WriteFacts(html);
        WriteRemedies(html);
        foreach (var consequence in Consequences)
        {
            html.Write($"<h4 id=\"{Facts.AnchorOf(consequence)}\">{(ConsequenceWords.Explains(consequence.Id) ? "Explained by" : "It leads to")}: {Facts.TitleOf(consequence.Id)} <span class=\"quiet\">{consequence.Id}</span></h4>\n");
            html.Write($"<p>{new FindingPlaces(consequence, Targets)}</p>\n");
            WriteEvidence(html, consequence.Evidence);
        }

        html.Write($"<p class=\"quiet\">What it means and when to ignore it: <a href=\"#page-{Finding.Id}\">{Finding.Id}</a>.</p>\n</div>\n");
        if (Charts.Count > 0)
        {
            html.Write($"<div>\n");
            foreach (var chart in Charts)
            {
                html.Write($"<figure>{chart}</figure>\n");
            }

            html.Write($"</div>\n");
        }

        html.Write($"</article>\n");
    }

    private void WriteFacts(HtmlWriter html)
    {
        if (Facts.PriceOf(Finding) is { Length: > 0 } price && Finding.Cost is { } cost)
        {
            html.Write($"<p><span class=\"price\">{price}</span> <span class=\"quiet\">{FindingFacts.BasisOf(cost)}</span></p>\n");
        }

        if (Facts.ReplayedSavingOf(Finding) is { } saving)
        {
            html.Write($"<p>{saving}</p>\n");
        }

        html.Write($"<p>{new FindingPlaces(Finding, Targets)} \u00B7 {string.Join(" \u00B7 ", FindingSection.GradeOf(Finding).Prepend(FindingSection.ConfidenceOf(Finding)))}</p>\n");
        if (Finding.Groups.Count > 0)
        {
            html.Write($"<p class=\"quiet\">Its cost is that of {string.Join(", ", Finding.Groups.Select(group => $"{group.Id} at {PlaceText.Of(group.Place)}").Distinct())}, not in addition.</p>\n");
        }

        WriteEvidence(html, Finding.Evidence);
    }

    private void WriteEvidence(HtmlWriter html, IReadOnlyList<EvidenceItem> evidence)
    {
        if (evidence.Count == 0)
        {
            return;
        }

        html.Write($"<dl class=\"evidence\">\n");
        foreach (var item in evidence)
        {
            html.Write($"<dt>{EvidenceText.Name(item)}</dt><dd>{EvidenceText.Value(item)}");
            if (item.Threshold is { } threshold && ComparisonOf(threshold.Comparison) is { } words)
            {
                html.Write($" <span class=\"quiet\">({words} {EvidenceText.Value(item with { Number = threshold.Value })})</span>");
            }

            if (item.Row is { } row && row != Finding.Place)
            {
                html.Write($" <span class=\"quiet\">{new PlaceLink(row, Targets)}</span>");
            }

            html.Write($"</dd>\n");
        }

        html.Write($"</dl>\n");
    }

    private void WriteRemedies(HtmlWriter html)
    {
        if (Finding.Remedies.Count == 0)
        {
            return;
        }

        html.Write($"<h4>What to do</h4>\n<ol class=\"remedies\">\n");
        foreach (var remedy in Finding.Remedies)
        {
            html.Write($"<li>{remedy.Change}");
            if (remedy.Setting is { } setting)
            {
                html.Write($" {new SettingText(setting)}");
            }

            foreach (var (name, text) in Caveats(remedy))
            {
                html.Write($"<br/><span class=\"quiet\">{name}: {text}</span>");
            }

            html.Write($"</li>\n");
        }

        html.Write($"</ol>\n");
    }

    private static IEnumerable<(string Name, string Text)> Caveats(Remedy remedy)
    {
        if (remedy.Question is { } question)
        {
            yield return ("Ask its author first, since results change otherwise", question);
        }

        if (remedy.Precondition is { } precondition)
        {
            yield return ("First", precondition);
        }

        if (remedy.Risk is { } risk)
        {
            yield return ("Risk", risk);
        }
    }

    private static string? ComparisonOf(Stoker.Findings.Evidence.Comparison comparison) => comparison switch
    {
        Stoker.Findings.Evidence.Comparison.AtLeast => "limit: at least",
        Stoker.Findings.Evidence.Comparison.AtMost => "limit: at most",
        _ => null,
    };

    private sealed record SettingText(SettingChange Setting) : IHtmlComponent
    {
        public void Write(HtmlWriter html)
        {
            html.Write($"<code>{Setting.Key}{(Setting.To is { } value ? "=" + value : "")}</code>");
            html.Write($"<span class=\"quiet\">{FindingSection.NowOf(Setting)}</span>");
        }
    }
}
