using System.Text;
using System.Text.Json;

namespace Stoker.PySpark.Reading;

/// <summary>Joins the code cells of a Jupyter notebook (nbformat 3 and 4) into one text, with the way back to the JSON.</summary>
internal static class JupyterReader
{
    public static PythonSource? TryRead(PythonFile file, byte[] bytes, ICollection<SourceIssue> issues)
    {
        try
        {
            var notebook = JupyterJson.Read(bytes);
            if (notebook.Language is { } language && !language.Contains("python", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            return Join(file, bytes, notebook);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            issues.Add(new SourceIssue(SourceIssueKind.BadNotebook, file.Path, null, "it is not the JSON of a notebook; skipped"));
            return null;
        }
    }

    private static PythonSource Join(PythonFile file, byte[] bytes, JupyterJson notebook)
    {
        var text = new StringBuilder();
        var lines = new List<JupyterLine>();
        var cells = new List<NotebookCell>();
        var sql = new List<SqlCell>();
        var altered = new HashSet<int>();
        foreach (var cell in notebook.CodeCells)
        {
            var first = lines.Count + 1;
            var clean = NotebookMagics.Clean(cell.Lines.Select(line => line.Original).ToList());
            if (clean.Sql is { } query)
            {
                sql.Add(new SqlCell(first + clean.SqlLine, query));
            }

            for (var i = 0; i < cell.Lines.Count; i++)
            {
                lines.Add(cell.Lines[i]);
                text.Append(clean.Lines[i].TrimEnd('\r', '\n')).Append('\n');
                if (clean.Altered.Contains(i))
                {
                    altered.Add(lines.Count);
                }
            }

            cells.Add(new NotebookCell(cell.Index, first, cell.Lines.Count, cell.Tags));
        }

        return new PythonSource
        {
            Path = file.Path,
            FullPath = file.FullPath,
            Text = new SourceText(text.ToString()),
            Kind = PythonSourceKind.JupyterNotebook,
            Cells = cells,
            SqlCells = sql,
            AlteredLines = altered,
            Bytes = bytes,
            Jupyter = new JupyterLayout(lines),
        };
    }
}
