using Stoker.Reports.Comparison;
using Stoker.Reports.Html.Comparison;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.Quantities;
using Stoker.Reports.Verification;
using Stoker.Verifying;

namespace Stoker.Reports.Html.Verification;

/// <summary>A verification as one HTML file that stands for itself.</summary>
public static class VerificationHtml
{
    /// <summary>The document. Same verification, same text.</summary>
    /// <param name="result">What to write.</param>
    /// <param name="clock">Zone of the times.</param>
    /// <param name="history">What earlier verifications came to, in a sentence; absent without any.</param>
    /// <param name="stokerVersion">Version of Stoker.</param>
    public static string Write(VerificationResult result, Clock clock, string? history, string stokerVersion)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(stokerVersion);
        var notes = VerificationText.Notes(result, history).ToList();
        var followed = VerificationTables.Followed(result.Verification);
        var changes = VerificationTables.Changes(result.Verification, "\u00B1");
        PageSection?[] sections =
        [
            new("summary", null, null, [.. VerificationText.Sentences(result).Where(sentence => sentence.Length > 0).Select((sentence, index) => new Prose(sentence, index == 0 ? "lead" : "text"))]),
            followed is null ? null : new("advice", "Advice", "Advice that was followed", HtmlTable.Of(followed)),
            changes is null ? null : new("findings", "Findings", "Findings, predicted against measured", HtmlTable.Of(changes)),
            notes.Count == 0 ? null : new("notes", "Notes", "Notes", Notes.Of(notes)),
        ];
        return PageDocument.Write(new HtmlPage(
            $"{Words.Cut(result.Runs.After.Application.Name, 80)}: predicted and measured \u00B7 Stoker",
            new RunPairHeader(result.Runs, clock),
            [.. sections.OfType<PageSection>()],
            new Origin(stokerVersion, [result.Runs.Before.Location, result.Runs.After.Location], "docs/guide/verify.md")));
    }
}
