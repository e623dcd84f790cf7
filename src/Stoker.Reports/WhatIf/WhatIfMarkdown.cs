using System.Text;
using Stoker.Predicting;
using Stoker.Reports.Headers;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;

namespace Stoker.Reports.WhatIf;

/// <summary>The answer of <c>whatif</c> for an issue, a merge request or a wiki.</summary>
public static class WhatIfMarkdown
{
    /// <summary>Writes the answer.</summary>
    public static string Write(Predicting.WhatIf answer, Clock clock)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(clock);
        var (text, header) = (new StringBuilder(), ApplicationHeader.Of(answer.Application));
        text.Append("## What if: ").Append(MarkdownText.Escape(header.Title)).Append("\n\n");
        text.Append(clock.DateAndTime(header.Start)).Append(" · **").Append(header.Length).Append("**\n\n");
        Append(text, WhatIfSentences.Answers(answer));
        if (answer.Runs.Count > 0)
        {
            text.Append('\n');
            TableMarkdown.Write(text, WhatIfTable.Of(answer));
        }

        List<string> basis = [.. WhatIfSentences.Basis(answer)];
        if (basis.Count > 0)
        {
            text.Append("\n### What this rests on\n\n");
            Append(text, basis);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            text.Append("- ").Append(MarkdownText.Escape(sentence)).Append('\n');
        }
    }
}
