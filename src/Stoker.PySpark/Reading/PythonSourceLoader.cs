using System.Text;
using System.Text.RegularExpressions;

namespace Stoker.PySpark.Reading;

/// <summary>Reads files and notebooks into <see cref="PythonSource"/>s.</summary>
public static partial class PythonSourceLoader
{
    /// <summary>Larger files are generated or data, not code.</summary>
    private const long LargestFileBytes = 2L << 20;

    /// <summary>Notebooks carry pictures and tables, so that their size says less.</summary>
    private const long LargestNotebookBytes = 32L << 20;

    private const int MostLines = 50_000;

    /// <summary>The source of a file, or absent with an issue added that says why.</summary>
    public static PythonSource? TryLoad(PythonFile file, ICollection<SourceIssue> issues)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(issues);
        if (TryReadBytes(file, issues) is not { } bytes)
        {
            return null;
        }

        if (file.Path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
        {
            return JupyterReader.TryRead(file, bytes, issues);
        }

        var encoding = EncodingOf(bytes, file, issues);
        var text = encoding.GetString(bytes.AsSpan(encoding.Preamble.Length));
        if (text.Contains('\uFFFD', StringComparison.Ordinal) && encoding is UTF8Encoding)
        {
            issues.Add(new SourceIssue(SourceIssueKind.BadEncoding, file.Path, null, "some bytes are not UTF-8; they were replaced and the rest was read"));
        }

        return FromText(file, bytes, encoding, new SourceText(text), issues);
    }

    private static PythonSource? FromText(PythonFile file, byte[] bytes, Encoding encoding, SourceText text, ICollection<SourceIssue> issues)
    {
        if (text.LineCount > MostLines)
        {
            issues.Add(new SourceIssue(SourceIssueKind.TooLarge, file.Path, null, $"it has more than {MostLines:N0} lines; skipped"));
            return null;
        }

        var databricks = DatabricksNotebook.IsOne(text);
        return new PythonSource
        {
            Path = file.Path,
            FullPath = file.FullPath,
            Text = text,
            Kind = databricks ? PythonSourceKind.DatabricksNotebook : PythonSourceKind.Module,
            Cells = databricks ? DatabricksNotebook.Cells(text) : [],
            SqlCells = databricks ? DatabricksNotebook.SqlCells(text) : [],
            Encoding = encoding,
            Bytes = bytes,
        };
    }

    private static byte[]? TryReadBytes(PythonFile file, ICollection<SourceIssue> issues)
    {
        try
        {
            var length = new FileInfo(file.FullPath).Length;
            var limit = file.Path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) ? LargestNotebookBytes : LargestFileBytes;
            if (length > limit)
            {
                issues.Add(new SourceIssue(SourceIssueKind.TooLarge, file.Path, null, $"it is larger than {limit >> 20} MiB; skipped"));
                return null;
            }

            // A pipe has no length either, and reading it would wait for a writer that never comes.
            return length == 0 ? [] : File.ReadAllBytes(file.FullPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            issues.Add(new SourceIssue(SourceIssueKind.Unreadable, file.Path, null, exception.Message));
            return null;
        }
    }

    /// <summary>PEP 263: a byte order mark, else a coding comment on one of the first two lines, else UTF-8.</summary>
    private static Encoding EncodingOf(byte[] bytes, PythonFile file, ICollection<SourceIssue> issues)
    {
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return new UTF8Encoding(true);
        }

        var head = Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 400)));
        foreach (var line in head.Split('\n').Take(2))
        {
            if (CodingComment().Match(line) is { Success: true } match)
            {
                return Named(match.Groups[1].Value, file, issues);
            }
        }

        return new UTF8Encoding(false);
    }

    private static Encoding Named(string name, PythonFile file, ICollection<SourceIssue> issues)
    {
        switch (name.ToLowerInvariant().Replace('_', '-'))
        {
            case "utf-8" or "utf8" or "utf-8-sig" or "ascii" or "us-ascii":
                return new UTF8Encoding(false);
            case "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1" or "cp1252" or "windows-1252" or "iso-8859-15":
                return Encoding.Latin1;
            default:
                issues.Add(new SourceIssue(SourceIssueKind.BadEncoding, file.Path, 1, $"the encoding '{name}' is not known here; read as UTF-8"));
                return new UTF8Encoding(false);
        }
    }

    [GeneratedRegex(@"^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)")]
    private static partial Regex CodingComment();
}
