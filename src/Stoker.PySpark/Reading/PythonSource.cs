namespace Stoker.PySpark.Reading;

/// <summary>
/// One file to read. For a notebook <see cref="Text"/> is its code cells joined, in which magics are blanked; <see cref="Cells"/> leads back to the cells.
/// </summary>
public sealed class PythonSource
{
    /// <summary>The path to show: relative to where the run started, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Where the file is, or absent for text that has no file.</summary>
    public string? FullPath { get; init; }

    /// <summary>How the file is laid out.</summary>
    public PythonSourceKind Kind { get; init; }

    /// <summary>What the parser reads.</summary>
    public required SourceText Text { get; init; }

    /// <summary>The code cells in order; empty for a plain module.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; init; } = [];

    /// <summary>The SQL cells in order.</summary>
    public IReadOnlyList<SqlCell> SqlCells { get; init; } = [];

    /// <summary>Lines of <see cref="Text"/> that differ from the file, so that no edit may touch them.</summary>
    public IReadOnlySet<int> AlteredLines { get; init; } = new HashSet<int>();

    /// <summary>The file's bytes, for edits of notebooks; absent for text that has no file.</summary>
    internal byte[]? Bytes { get; init; }

    /// <summary>The layout of a Jupyter notebook's JSON, for places and edits.</summary>
    internal JupyterLayout? Jupyter { get; init; }

    /// <summary>The encoding and byte order mark with which an edited file is written back.</summary>
    internal System.Text.Encoding Encoding { get; init; } = new System.Text.UTF8Encoding(false);

    /// <summary>Whether names such as <c>spark</c> exist without being made.</summary>
    public bool IsNotebook => Kind != PythonSourceKind.Module;

    /// <summary>A source from text alone, for tests and tools.</summary>
    public static PythonSource FromText(string text, string path = "job.py") => new() { Path = path, Text = new SourceText(text) };

    /// <summary>The cell that holds a 1-based line of the joined text, or absent.</summary>
    public NotebookCell? CellAt(int line)
    {
        foreach (var cell in Cells)
        {
            if (line >= cell.FirstLine && line < cell.FirstLine + cell.LineCount)
            {
                return cell;
            }
        }

        return null;
    }
}
