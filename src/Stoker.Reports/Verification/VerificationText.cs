using System.Text;
using Stoker.Advice.Comparison;
using Stoker.Reports.Comparison;
using Stoker.Reports.Headers;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;
using Stoker.Verifying;

namespace Stoker.Reports.Verification;

/// <summary>The report of a verification for a terminal, a pipe or a ticket, and for a wiki.</summary>
public static class VerificationText
{
    /// <summary>Writes text.</summary>
    /// <param name="result">What to write.</param>
    /// <param name="style">What the terminal can show.</param>
    /// <param name="clock">Zone of the times.</param>
    /// <param name="history">What earlier verifications came to, in a sentence; absent without any.</param>
    public static string Write(VerificationResult result, TextStyle style, Clock clock, string? history)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(clock);
        var output = new TextOutput(style);
        RunPair.Of(result.Runs, clock, output.Glyphs.Ellipsis).Write(output);
        output.Line();
        foreach (var sentence in Sentences(result))
        {
            foreach (var line in Wrapping.Wrap(sentence, output.Width))
            {
                output.Line(line, Tone.Strong);
            }
        }

        if (VerificationTables.Followed(result.Verification) is { } followed)
        {
            output.Line();
            TableText.WriteWhole(output, followed);
        }

        if (VerificationTables.Changes(result.Verification, style.HasUnicode ? "±" : "+-") is { } table)
        {
            output.Line();
            TableText.WriteWhole(output, table);
        }

        foreach (var (note, index) in Notes(result, history).Select((note, index) => (note, index)))
        {
            if (index == 0)
            {
                output.Line();
            }

            Wrapping.WriteItem(output, TextLine.Of("note  ", Tone.Quiet), note);
        }

        return output.ToString();
    }

    /// <summary>Writes Markdown.</summary>
    public static string WriteMarkdown(VerificationResult result, Clock clock, string? history)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(clock);
        var text = new StringBuilder("## Predicted against measured\n\n");
        RunPair.WriteMarkdown(text, result.Runs, clock);
        text.Append('\n');
        text.AppendJoin("  \n", Sentences(result).Select(sentence => $"**{MarkdownText.Escape(sentence)}**")).Append('\n');
        if (VerificationTables.Followed(result.Verification) is { } followed)
        {
            text.Append('\n');
            TableMarkdown.Write(text, followed);
        }

        if (VerificationTables.Changes(result.Verification, "±") is { } table)
        {
            text.Append('\n');
            TableMarkdown.Write(text, table);
        }

        foreach (var (note, index) in Notes(result, history).Select((note, index) => (note, index)))
        {
            text.Append(index == 0 ? "\n- " : "- ").Append(MarkdownText.Escape(note)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>What came of the predictions, and how the runs differ. That they may be different jobs goes first: then all else may say nothing.</summary>
    internal static string[] Sentences(VerificationResult result)
    {
        string[] sentences = [VerificationWords.Summary(result.Verification), ComparisonSentence.Of(result.Verification.Comparison)];
        return result.Verification.Comparison is { AreDifferentJobs: true } or { Likeness.MayBeDifferentJobs: true } ? [sentences[1], (result.Verification.IsRefused ? "" : "Taken for runs of one job: ") + sentences[0]] : sentences;
    }

    internal static IEnumerable<string> Notes(VerificationResult result, string? history) =>
        VerificationTables.Notes(result.Verification).Concat(CutShort(result)).Concat(ComparisonNotes.Of(result.Runs)).Concat(history is null ? [] : [history]);

    /// <summary>Which log stops in the middle, and where.</summary>
    private static IEnumerable<string> CutShort(VerificationResult result) => new[] { ("A", result.Runs.Before), ("B", result.Runs.After) }
        .Where(run => result.Verification.Comparison.Verdict == ComparisonVerdict.CutShort && !run.Item2.Application.IsComplete)
        .Select(run => $"The log of {run.Item1}, {run.Item2.Location}, ends behind line {Quantity.Count(run.Item2.Application.Reading.Lines)} without an end of the application: copy it again when that has ended.");
}
