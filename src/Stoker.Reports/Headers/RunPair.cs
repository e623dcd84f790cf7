using System.Text;
using Stoker.Analyses;
using Stoker.Comparing;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Headers;

/// <summary>Which two runs an answer is about, A and B: what each has of its own, by which it is told from the other, and what both have, once.</summary>
/// <param name="Before">Of A: its length, start, slots and id, and what B does not have.</param>
/// <param name="After">The same of B.</param>
/// <param name="Both">What both have: mostly name, version, cluster manager and outcome.</param>
internal sealed record RunPair(IReadOnlyList<string> Before, IReadOnlyList<string> After, IReadOnlyList<string> Both)
{
    private const int LongestName = 80;

    public static RunPair Of(ComparisonResult runs, Clock clock, string ellipsis = "…")
    {
        var (a, b) = (ApplicationHeader.Of(runs.Before.Application), ApplicationHeader.Of(runs.After.Application));
        var (before, after, both) = (new List<string>(), new List<string>(), new List<string>());

        // Lengths, times and ids tell the runs apart even where they are alike.
        Add(a.Length, b.Length, isOwn: true);
        Add(clock.DateAndTime(a.Start), clock.DateAndTime(b.Start), isOwn: true);
        Add(Name(a, ellipsis), Name(b, ellipsis), isOwn: false);
        for (var part = 0; part < 2; part++)
        {
            Add(a.Platform.ElementAtOrDefault(part), b.Platform.ElementAtOrDefault(part), isOwn: false);
        }

        Add(a.Slots, b.Slots, isOwn: false);
        Add(a.Outcome, b.Outcome, isOwn: false);
        Add(a.Id, b.Id, isOwn: true);
        return new RunPair(before, after, both);

        void Add(string? one, string? other, bool isOwn)
        {
            if (!isOwn && one == other)
            {
                AddTo(both, one);
                return;
            }

            AddTo(before, one);
            AddTo(after, other);
        }

        static void AddTo(List<string> facts, string? fact)
        {
            if (!string.IsNullOrEmpty(fact))
            {
                facts.Add(CellWidth.Clean(fact));
            }
        }
    }

    /// <summary>Writes lines for a terminal, which break between facts where they can.</summary>
    public void Write(TextOutput output)
    {
        foreach (var (mark, facts) in new[] { ("A     ", Before), ("B     ", After), ("both  ", Both) }.Where(line => line.Item2.Count > 0))
        {
            WriteJoined(output, TextLine.Of(mark, Tone.Strong), facts);
        }
    }

    /// <summary>Writes a table with all that is known of each.</summary>
    public static void WriteMarkdown(StringBuilder text, ComparisonResult runs, Clock clock)
    {
        var table = new Table(
            new Column("run") { IsText = true },
            new Column("application") { IsText = true },
            new Column("id") { IsText = true },
            new Column("start") { IsText = true },
            new Column("wall time"),
            new Column("core time"),
            new Column("cluster") { IsText = true },
            new Column("outcome") { IsText = true });
        foreach (var (letter, analysis) in new[] { ("A", runs.Before), ("B", runs.After) })
        {
            var header = ApplicationHeader.Of(analysis.Application);
            string[] cluster = [.. header.Platform.Take(2), .. header.Slots is { } slots ? [slots] : Array.Empty<string>()];
            table.Add(letter, Name(header, "…"), header.Id, clock.DateAndTime(header.Start), header.Length, Quantity.Duration(analysis.Time.ApplicationTime.Core.Total), string.Join(", ", cluster), header.Outcome);
        }

        TableMarkdown.Write(text, table);
    }

    /// <summary>Two names may differ in their ends: a long one loses its middle.</summary>
    private static string Name(ApplicationHeader header, string ellipsis) => CellWidth.CutMiddle(CellWidth.Clean(header.Name), LongestName, ellipsis);

    private static void WriteJoined(TextOutput output, TextLine mark, IReadOnlyList<string> facts)
    {
        var (line, indent, separator) = (mark, mark.Width, output.Glyphs.Separator);
        foreach (var fact in facts)
        {
            foreach (var (part, index) in Wrapping.Wrap(fact, output.Width - indent).Select((part, index) => (part, index)))
            {
                if (line.Width > indent && (index > 0 || line.Width + separator.Length + CellWidth.Of(part) > output.Width))
                {
                    output.Line(line);
                    line = new TextLine().PadTo(indent);
                }

                line.Add(line.Width > indent ? separator : "", Tone.Quiet).Add(part);
            }
        }

        output.Line(line);
    }
}
