using Stoker.Reports.Terminal;

namespace Stoker.Reports.Quality;

/// <summary>Notes on the log, each behind a mark.</summary>
internal static class QualityText
{
    public static void Write(TextOutput output, IReadOnlyList<string> notes)
    {
        output.Line("About this log", Tone.Strong);
        foreach (var note in notes)
        {
            Wrapping.WriteItem(output, new TextLine().Add("  ").Add(output.Glyphs.Warning, Tone.Waste).Add(" "), CellWidth.Clean(note));
        }
    }
}
