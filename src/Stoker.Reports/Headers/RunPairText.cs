using System.Text;
using Stoker.Analyses;
using Stoker.Comparing;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Headers;

/// <summary>Which two runs an answer is about, A and B: name, id, start, length, version, cluster, outcome. Nothing of it is cut: two jobs may differ in the end of their names.</summary>
internal static class RunPairText
{
    public static void Write(TextOutput output, ComparisonResult runs, Clock clock)
    {
        Write(output, "A", runs.Before, clock);
        Write(output, "B", runs.After, clock);
    }

    public static void WriteMarkdown(StringBuilder text, ComparisonResult runs, Clock clock)
    {
        var table = new Table(
            new Column("run") { IsText = true },
            new Column("application") { IsText = true },
            new Column("id") { IsText = true },
            new Column("start") { IsText = true },
            new Column("wall time"),
            new Column("cluster") { IsText = true },
            new Column("outcome") { IsText = true });
        foreach (var (letter, analysis) in new[] { ("A", runs.Before), ("B", runs.After) })
        {
            var header = ApplicationHeader.Of(analysis.Application);
            table.Add(letter, header.Title, header.Id, clock.DateAndTime(header.Start), header.Length, string.Join(", ", Cluster(header)), header.Outcome);
        }

        TableMarkdown.Write(text, table);
    }

    private static void Write(TextOutput output, string letter, Analysis analysis, Clock clock)
    {
        var header = ApplicationHeader.Of(analysis.Application);
        Wrapping.WriteItem(output, TextLine.Of(letter + "  ", Tone.Strong), header.Id.Length > 0 ? $"{header.Title}{output.Glyphs.Separator}{CellWidth.Clean(header.Id)}" : header.Title, Tone.Strong);
        string[] facts = [clock.DateAndTime(header.Start), header.Length, .. Cluster(header), header.Outcome];
        Wrapping.WriteItem(output, TextLine.Of("   "), string.Join(output.Glyphs.Separator, facts.Select(CellWidth.Clean)));
    }

    private static IEnumerable<string> Cluster(ApplicationHeader header) => [.. header.Platform.Take(2), .. header.Slots is { } slots ? [slots] : Array.Empty<string>()];
}
