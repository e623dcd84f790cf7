using Stoker.Findings.Places;
using Stoker.PySpark.Reading;

namespace Stoker.PySpark.Linting;

/// <summary>Leads from the text that was read to the lines of the file, which differ for Jupyter notebooks.</summary>
internal static class SourcePlaces
{
    public static SourcePlace Of(PythonSource source, int start, int end, string? symbol)
    {
        var from = source.Text.PositionOf(start);
        var to = source.Text.PositionOf(Math.Max(start, end));
        var cell = source.CellAt(from.Line);
        return new SourcePlace(
            source.Path,
            FileLine(source, from.Line),
            from.Column,
            FileLine(source, to.Line),
            to.Column,
            cell?.Index,
            cell is null ? null : from.Line - cell.FirstLine + 1,
            symbol);
    }

    private static int FileLine(PythonSource source, int line) =>
        source.Jupyter is { } layout && line <= layout.Lines.Count ? layout.Lines[line - 1].JsonLine : line;
}
