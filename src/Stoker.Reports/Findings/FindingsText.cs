using Stoker.Findings;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Findings;

/// <summary>The findings on a terminal: three to five lines each, one where it is only to know.</summary>
internal static class FindingsText
{
    private const int SeverityWidth = 10;

    public static void Write(TextOutput output, FindingSection section)
    {
        output.Line("Findings", Tone.Strong);
        foreach (var findings in section.OfLog)
        {
            Wrapping.WriteItem(output, MarkOf(Severity.Info), CellWidth.Clean(section.Brief(findings)), Tone.Plain);
        }

        if (section.Shown.Count == 0)
        {
            output.Line("  " + section.None, Tone.Plain);
        }

        foreach (var finding in section.Shown)
        {
            Wrapping.WriteItem(output, MarkOf(finding.Severity), section.Heading(finding), Tone.Strong);
            Item(output, section.Costs(finding), Tone.Plain);
            Item(output, FindingSection.Proof(finding), Tone.Quiet);
            Item(output, section.Code(finding), Tone.Accent);
            Item(output, FindingSection.Advice(finding), Tone.Plain);
            Item(output, section.Consequences(finding), Tone.Quiet);
        }

        foreach (var findings in section.ToKnow)
        {
            Wrapping.WriteItem(output, MarkOf(Severity.Info), CellWidth.Clean(section.Brief(findings)), Tone.Plain);
        }

        if (section.OthersCount > 0)
        {
            Item(output, $"and {Quantity.Count(section.OthersCount, "other finding")}", Tone.Quiet);
        }

        foreach (var line in section.Hidden)
        {
            Wrapping.WriteItem(output, new TextLine().Add("  "), CellWidth.Clean(line), Tone.Quiet);
        }
    }

    private static void Item(TextOutput output, string? text, Tone tone)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Wrapping.WriteItem(output, new TextLine().PadTo(2 + SeverityWidth), CellWidth.Clean(text), tone);
        }
    }

    private static TextLine MarkOf(Severity severity) => new TextLine().Add("  ").Add(severity.ToString().ToLowerInvariant(), ToneOf(severity)).PadTo(2 + SeverityWidth);

    private static Tone ToneOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.Major => Tone.Bad,
        Severity.Minor => Tone.Waste,
        _ => Tone.Quiet,
    };
}
