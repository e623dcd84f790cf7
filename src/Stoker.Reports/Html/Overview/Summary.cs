using Stoker.Findings;
using Stoker.Reports.Analyses;
using Stoker.Reports.Html.Charts;
using Stoker.Reports.Html.Findings;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Phases;
using Stoker.Reports.Quality;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Html.Overview;

/// <summary>The first screen: one sentence, what weakens it, wall time, core time, and the findings that cost most.</summary>
/// <param name="facts">What the report shows.</param>
/// <param name="findings">Findings; absent when it was not diagnosed.</param>
/// <param name="targets">Anchors that the page has.</param>
internal sealed class Summary(AnalysisFacts facts, FindingFacts? findings, IReadOnlySet<string> targets)
{
    private const int MostFindings = 3;
    private const int MostNotes = 3;

    public IReadOnlyList<IHtmlComponent?> Parts() =>
    [
        new Prose(facts.Sentence, "lead"),
        ShownNotes() is { Count: > 0 } notes ? new Group("callout", Notes.Of(notes)) : null,
        facts.Time.WallTime.Value > 0 ? new Group("split", Wall(), Core()) : null,
        .. Cards(),
    ];

    /// <summary>What makes numbers doubtful; that a vendor's events were skipped does not, and stands at the end of the page alone.</summary>
    private List<string> ShownNotes()
    {
        List<string> doubts = [.. facts.QualityNotes.Where(note => !note.StartsWith(QualityNotes.SkippedEvents, StringComparison.Ordinal))];
        var others = doubts.Count - MostNotes;
        return [.. doubts.Take(MostNotes), .. others > 0 ? [$"{Quantity.Count(others, "more note")} at the end of this page."] : Array.Empty<string>()];
    }

    private StackedBar Wall() => new(
        "Wall time",
        facts.Time.WallTime.Value,
        [.. facts.Time.Wall.Select(Part)],
        "Each moment counts once, by what the cluster did.");

    private StackedBar? Core() => facts.Time.CoreTime.Value <= 0 ? null : new(
        "Core time",
        facts.Time.CoreTime.Value,
        [.. facts.Time.Core.Select(Part)],
        "Slots times the time that executors lived: what is paid for.");

    private IEnumerable<IHtmlComponent?> Cards()
    {
        if (findings is null)
        {
            yield break;
        }

        var ranked = findings.Result.Ranked;

        // That a log lacks an end or a beginning is said by a note above.
        var shown = ranked.Where(finding => finding.Severity > Severity.Info && finding.Id is not ("LOG001" or "LOG002")).Take(MostFindings).ToList();
        yield return new Heading(shown.Count > 0 ? "What costs most" : facts.Findings?.Dearest is { } dearest ? $"Nothing to act on for certain; only to know: {dearest}" : "Nothing that costs this application much was found");
        if (ranked.Count == 0 && facts.Findings?.Hidden.Count is null or 0)
        {
            yield return new Prose("All diagnoses ran.", "quiet");
            yield break;
        }

        yield return shown.Count == 0 ? null : new Group("cards", [.. shown.Select(finding => new FindingCard(finding, findings, targets))]);
        if (ranked.Count > shown.Count)
        {
            yield return new SectionLink(Anchors.Findings, shown.Count == 0 ? $"{Quantity.Count(ranked.Count, "note")} for information" : $"All {Quantity.Count(ranked.Count, "finding")}");
        }

        foreach (var line in facts.Findings?.Hidden ?? [])
        {
            yield return new Prose(line + ".", "quiet");
        }
    }

    private static BarPart Part(Share share) => new(share.Name, share.Time.Value, RoleOf(share.Tone), share.IsBound);

    private static ChartRole RoleOf(Tone tone) => tone switch
    {
        Tone.Good => ChartRole.Work,
        Tone.Waste => ChartRole.Waste,
        Tone.Bad => ChartRole.Bad,
        Tone.Python => ChartRole.Python,
        Tone.Transfer => ChartRole.Move,
        _ => ChartRole.Idle,
    };
}
