using System.Text;
using Stoker.Reports.Tables;

namespace Stoker.Reports.Findings;

/// <summary>The findings as Markdown.</summary>
internal static class FindingsMarkdown
{
    public static void Write(StringBuilder text, FindingSection section)
    {
        text.Append("\n### Findings\n\n");
        foreach (var findings in section.OfLog)
        {
            text.Append("- info ").Append(MarkdownText.Escape(section.Brief(findings))).Append('\n');
        }

        if (section.Shown.Count == 0)
        {
            text.Append(section.None).Append("\n\n");
        }

        foreach (var finding in section.Shown)
        {
            text.Append("- **").Append(finding.Severity.ToString().ToLowerInvariant()).Append(' ').Append(MarkdownText.Escape(section.Heading(finding))).Append("**  \n");
            foreach (var line in (string?[])[section.Costs(finding), FindingSection.Proof(finding), section.Code(finding), FindingSection.Advice(finding), section.Consequences(finding)])
            {
                if (!string.IsNullOrEmpty(line))
                {
                    text.Append("  ").Append(MarkdownText.Escape(line)).Append("  \n");
                }
            }
        }

        foreach (var findings in section.ToKnow)
        {
            text.Append("- info ").Append(MarkdownText.Escape(section.Brief(findings))).Append('\n');
        }

        foreach (var line in section.Hidden)
        {
            text.Append("\n_").Append(MarkdownText.Escape(line)).Append("_\n");
        }
    }
}
