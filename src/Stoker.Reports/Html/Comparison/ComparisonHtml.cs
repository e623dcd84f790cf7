using Stoker.Comparing;
using Stoker.Reports.Comparison;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;

namespace Stoker.Reports.Html.Comparison;

/// <summary>A comparison as one HTML file that stands for itself.</summary>
public static class ComparisonHtml
{
    private const string Arrow = "\u2192";

    /// <summary>The document. Same comparison, same text.</summary>
    public static string Write(ComparisonResult result, Clock clock, string stokerVersion)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(stokerVersion);
        return PageDocument.Write(new HtmlPage(
            $"{Words.Cut(result.After.Application.Name, 80)}: two runs \u00B7 Stoker",
            new RunPairHeader(result, clock),
            [.. Sections(result)],
            new Origin(stokerVersion, [result.Before.Location, result.After.Location], "docs/guide/compare.md")));
    }

    /// <summary>What made the difference (that it is one, and which runs they are, is said above), stages, settings and notes, as far as there are any.</summary>
    private static IEnumerable<PageSection> Sections(ComparisonResult result)
    {
        var comparison = result.Comparison;
        var least = 0.01 * Math.Max(comparison.WallBefore.Value, comparison.WallAfter.Value);
        var causes = comparison.Causes.Where(cause => Math.Abs(cause.Wall.Value) >= least).OrderByDescending(cause => Math.Abs(cause.Wall.Value)).ToList();
        if (ComparisonTables.Causes(comparison, Arrow) is { } table)
        {
            yield return new PageSection(
                "causes",
                "Why",
                "What made the difference",
                causes.Count == 0 ? null : new Figure(new CauseBars(causes, comparison), "Wall time that each cause adds (to the right) or takes away (to the left)."),
                HtmlTable.Of(table));
        }

        foreach (var (id, title, part) in new (string, string, Table?)[] { ("stages", "Stages", ComparisonTables.Stages(comparison, Arrow)), ("settings", "Settings", ComparisonTables.Settings(comparison)) })
        {
            if (part is not null)
            {
                yield return new PageSection(id, title, title, HtmlTable.Of(part));
            }
        }

        if (ComparisonNotes.Of(result) is { Count: > 0 } notes)
        {
            yield return new PageSection("notes", "Notes", "Notes", Notes.Of(notes));
        }
    }
}
