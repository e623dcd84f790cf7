using System.Text;
using System.Text.Encodings.Web;
using Stoker.PySpark.Reading;

namespace Stoker.PySpark.Linting;

/// <summary>Applies edits to a source and gives the bytes of the file. It writes nothing.</summary>
public static class SourceEditor
{
    /// <summary>The fixes that can be applied together: in source order, without overlap, each at least as safe as asked.</summary>
    public static IReadOnlyList<LintFix> Compatible(IEnumerable<LintFinding> findings, FixSafety atMost)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var chosen = new List<LintFix>();
        var end = -1;
        foreach (var fix in findings.Select(finding => finding.Fix).OfType<LintFix>().Where(fix => fix.Safety <= atMost && fix.Edits.Count > 0).OrderBy(fix => fix.Edits[0].Start).ThenBy(fix => fix.Edits[^1].End))
        {
            if (fix.Edits[0].Start > end || (fix.Edits[0].Start == end && chosen.Count == 0))
            {
                chosen.Add(fix);
                end = fix.Edits[^1].End;
            }
        }

        return chosen;
    }

    /// <summary>The text after the edits, with everything else as it was.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(edits);
        var result = new StringBuilder(text.Length);
        var at = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start).ThenBy(edit => edit.End))
        {
            if (edit.Start < at)
            {
                throw new ArgumentException($"Edits overlap at offset {edit.Start}.", nameof(edits));
            }

            result.Append(text, at, edit.Start - at).Append(edit.Text);
            at = edit.End;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>The bytes of the file after the edits: the same encoding, line ends, and for a notebook the same JSON but for the changed lines.</summary>
    public static byte[] ApplyToFile(PythonSource source, IReadOnlyList<TextEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(edits);
        if (source is { Jupyter: { } layout, Bytes: { } bytes })
        {
            return ApplyToNotebook(source, layout, bytes, edits);
        }

        var newline = source.Text.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var adapted = edits.Select(edit => edit with { Text = edit.Text.Replace("\n", newline, StringComparison.Ordinal) });
        return [.. source.Encoding.Preamble, .. source.Encoding.GetBytes(Apply(source.Text.Text, adapted))];
    }

    /// <summary>Each line of a cell is one JSON string, or part of one; an edited line is written anew and all others keep their bytes.</summary>
    private static byte[] ApplyToNotebook(PythonSource source, JupyterLayout layout, byte[] bytes, IReadOnlyList<TextEdit> edits)
    {
        var lines = layout.Lines.Select(line => line.Original).ToList();
        foreach (var edit in edits.OrderByDescending(edit => edit.Start))
        {
            var (first, column) = source.Text.PositionOf(edit.Start);
            var (last, endColumn) = source.Text.PositionOf(edit.End);
            var atLineStart = endColumn == 1 && last > first && edit.Text.Length == 0;
            var head = lines[first - 1][..Math.Min(column - 1, lines[first - 1].Length)];
            var tail = atLineStart ? "" : lines[last - 1][Math.Min(endColumn - 1, lines[last - 1].Length)..];
            lines[first - 1] = head + edit.Text + tail;
            for (var line = first + 1; line <= (atLineStart ? last - 1 : last); line++)
            {
                lines[line - 1] = "";
            }
        }

        var result = new List<byte>(bytes.Length);
        var at = 0;
        for (var i = 0; i < lines.Count;)
        {
            var token = layout.Lines[i];
            var text = new StringBuilder();
            var changed = false;
            for (; i < lines.Count && layout.Lines[i].TokenStart == token.TokenStart; i++)
            {
                text.Append(lines[i]);
                changed |= lines[i] != layout.Lines[i].Original;
            }

            if (changed)
            {
                result.AddRange(bytes.AsSpan(at, token.TokenStart - at));
                result.AddRange(Encoding.UTF8.GetBytes("\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text.ToString()) + "\""));
                at = token.TokenEnd;
            }
        }

        result.AddRange(bytes.AsSpan(at));
        return [.. result];
    }
}
