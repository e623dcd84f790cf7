using System.Text.RegularExpressions;

namespace Stoker.PySpark.Reading;

/// <summary>Takes what is not Python out of a notebook cell, line for line.</summary>
internal static partial class NotebookMagics
{
    private static readonly HashSet<string> PythonCellMagics = ["time", "timeit", "capture", "prun", "python", "python3", "pyspark", "spark", "local", "debug"];
    private static readonly HashSet<string> PythonLineMagics = ["time", "timeit", "prun", "memit", "mprun"];

    /// <summary>The lines with magics blanked, which of them changed, and the SQL of a <c>%%sql</c> cell with the 0-based line at which it starts.</summary>
    public static (List<string> Lines, HashSet<int> Altered, string? Sql, int SqlLine) Clean(List<string> cell)
    {
        var lines = new List<string>(cell);
        var altered = new HashSet<int>();
        var first = cell.FindIndex(line => !string.IsNullOrWhiteSpace(line));
        if (first >= 0 && CellMagic().Match(cell[first]) is { Success: true } magic && !PythonCellMagics.Contains(magic.Groups[1].Value))
        {
            for (var i = 0; i < lines.Count; i++)
            {
                lines[i] = "";
                altered.Add(i);
            }

            var isSql = magic.Groups[1].Value is "sql" or "sparksql";
            return (lines, altered, isSql ? string.Concat(cell.Skip(first))[magic.Length..] : null, first + magic.Value.Count('\n'));
        }

        CleanLines(lines, altered);
        return (lines, altered, null, 0);
    }

    private static void CleanLines(List<string> lines, HashSet<int> altered)
    {
        string? quote = null;
        for (var i = 0; i < lines.Count; i++)
        {
            var inText = quote is not null;
            quote = QuoteAfter(lines[i], quote);
            if (inText || !IsMagic(lines[i]))
            {
                continue;
            }

            quote = null;
            var continues = lines[i].TrimEnd().EndsWith('\\');
            lines[i] = Blank(lines[i]);
            altered.Add(i);
            while (continues && ++i < lines.Count)
            {
                continues = lines[i].TrimEnd().EndsWith('\\');
                lines[i] = "";
                altered.Add(i);
            }
        }
    }

    private static bool IsMagic(string line)
    {
        var text = line.AsSpan().Trim();
        return text.Length > 0 && (text[0] is '%' or '!' or '?' || (text[^1] == '?' && text.IndexOfAny("#'\"") < 0) || AssignedMagic().IsMatch(line));
    }

    private static string Blank(string line)
    {
        var indent = line[..(line.Length - line.TrimStart().Length)];
        if (LineMagic().Match(line) is { Success: true } magic && PythonLineMagics.Contains(magic.Groups[1].Value) && !magic.Groups[2].Value.StartsWith('-'))
        {
            return indent + (magic.Groups[2].Length > 0 ? magic.Groups[2].Value : "pass");
        }

        return AssignedMagic().Match(line) is { Success: true } assigned ? assigned.Groups[1].Value + "None" : indent + "pass";
    }

    /// <summary>Which triple quote is open after a line; a rough count that comments and plain strings rarely upset.</summary>
    private static string? QuoteAfter(string line, string? open)
    {
        for (var i = 0; i + 2 < line.Length; i++)
        {
            var three = line.AsSpan(i, 3);
            if (open is null ? three is "\"\"\"" or "'''" : three.SequenceEqual(open))
            {
                open = open is null ? three.ToString() : null;
                i += 2;
            }
            else if (open is null && line[i] == '#')
            {
                break;
            }
        }

        return open;
    }

    [GeneratedRegex(@"^\s*%%(\w+)[^\n]*\n?")]
    private static partial Regex CellMagic();

    [GeneratedRegex(@"^\s*%(\w+)[ \t]*([^\r\n]*)")]
    private static partial Regex LineMagic();

    [GeneratedRegex(@"^(\s*[\w, ]+=\s*)[!%]\s*\w")]
    private static partial Regex AssignedMagic();
}
