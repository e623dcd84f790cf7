using Stoker.Reports.Terminal;

namespace Stoker.Reports.Executors;

/// <summary>What stands out among executors, one line a remark.</summary>
internal static class ExecutorsText
{
    private const int MostIds = 3;
    private const int LongestText = 240;

    public static IEnumerable<(string Place, string Text)> Lines(IReadOnlyList<ExecutorRemark> remarks, Glyphs glyphs) =>
        remarks.Select(remark => (Ids(remark.Executors), CellWidth.Cut(CellWidth.Clean(remark.Text), LongestText, glyphs.Ellipsis)));

    public static void Write(TextOutput output, IReadOnlyList<ExecutorRemark> remarks)
    {
        output.Line("Executors", Tone.Strong);
        var width = remarks.Max(remark => CellWidth.Of(Ids(remark.Executors)));
        foreach (var (remark, line) in remarks.Zip(Lines(remarks, output.Glyphs)))
        {
            Wrapping.WriteItem(output, new TextLine().Add("  ").Add(line.Place, remark.IsLoss ? Tone.Bad : Tone.Accent).PadTo(2 + width + 2), line.Text);
        }
    }

    private static string Ids(IReadOnlyList<string> ids) => ids.Count == 1
        ? ids[0] == "driver" ? "driver" : "executor " + ids[0]
        : ids.Count <= MostIds
            ? "executors " + string.Join(", ", ids)
            : $"{ids.Count} executors ({string.Join(", ", ids.Take(MostIds))}, ...)";
}
