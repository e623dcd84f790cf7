using System.Text;
using Stoker.Reports.Comparison;
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
    /// <param name="history">What earlier verifications came to, in a sentence; absent without any.</param>
    public static string Write(VerificationResult result, TextStyle style, string? history)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(style);
        var output = new TextOutput(style);
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
            TableText.Write(output, followed);
        }

        if (VerificationTables.Changes(result.Verification, style.HasUnicode ? "±" : "+-") is { } table)
        {
            output.Line();
            TableText.Write(output, table);
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
    public static string WriteMarkdown(VerificationResult result, string? history)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder("## Predicted against measured\n\n");
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

    internal static string[] Sentences(VerificationResult result) => [VerificationWords.Summary(result.Verification), ComparisonSentence.Of(result.Verification.Comparison)];

    internal static IEnumerable<string> Notes(VerificationResult result, string? history) =>
        VerificationTables.Notes(result.Verification).Concat(ComparisonNotes.Of(result.Runs)).Concat(history is null ? [] : [history]);
}
