using System.Globalization;
using System.Text;

namespace Stoker.Reports.Rewriting;

/// <summary>The changes of a file as a patch that <c>git apply</c> and <c>patch -p1</c> take.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The patch, or empty text where nothing changed.</summary>
    public static string Of(string path, string before, string after)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, now) = (Lines(before), Lines(after));
        var steps = Steps(old, now);
        var text = new StringBuilder();
        for (var i = 0; i < steps.Count;)
        {
            if (steps[i].Kind == ' ')
            {
                i++;
                continue;
            }

            var start = Math.Max(0, i - Context);
            var end = i;
            for (var quiet = 0; end < steps.Count && quiet <= 2 * Context; end++)
            {
                quiet = steps[end].Kind == ' ' ? quiet + 1 : 0;
            }

            while (end > start && steps[end - 1].Kind == ' ' && Trailing(steps, start, end) > Context)
            {
                end--;
            }

            Hunk(text, steps, start, end);
            i = end;
        }

        var shown = Shown(path);
        return text.Length == 0 ? "" : $"--- a/{shown}\n+++ b/{shown}\n{text}";
    }

    /// <summary>
    /// A path as patch tools take it: one that leads out of the folder counts from the root, so that <c>patch -p1 -d /</c> applies it, and one with a blank ends in a tab.
    /// </summary>
    private static string Shown(string path)
    {
        var shown = path.Replace('\\', '/');
        shown = shown.StartsWith("../", StringComparison.Ordinal) ? Path.GetFullPath(path).Replace('\\', '/') : shown;
        shown = shown.TrimStart('/');
        return shown.Contains(' ', StringComparison.Ordinal) ? shown + "\t" : shown;
    }

    private static int Trailing(List<(char Kind, string Line)> steps, int start, int end)
    {
        var count = 0;
        while (end - 1 - count >= start && steps[end - 1 - count].Kind == ' ')
        {
            count++;
        }

        return count;
    }

    private static void Hunk(StringBuilder text, List<(char Kind, string Line)> steps, int start, int end)
    {
        var (oldStart, newStart) = (1 + steps.Take(start).Count(step => step.Kind != '+'), 1 + steps.Take(start).Count(step => step.Kind != '-'));
        var part = steps[start..end];
        var (oldCount, newCount) = (part.Count(step => step.Kind != '+'), part.Count(step => step.Kind != '-'));
        text.Append(CultureInfo.InvariantCulture, $"@@ -{(oldCount == 0 ? oldStart - 1 : oldStart)},{oldCount} +{(newCount == 0 ? newStart - 1 : newStart)},{newCount} @@\n");
        foreach (var (kind, line) in part)
        {
            text.Append(kind).Append(line);
            if (!line.EndsWith('\n'))
            {
                text.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[at..end]);
            at = end;
        }

        return lines;
    }

    /// <summary>Kept, removed and added lines by the longest common subsequence of what lies between the equal ends.</summary>
    private static List<(char Kind, string Line)> Steps(List<string> old, List<string> now)
    {
        var head = 0;
        while (head < old.Count && head < now.Count && old[head] == now[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < old.Count - head && tail < now.Count - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        var (a, b) = (old[head..^tail], now[head..^tail]);
        var longest = new int[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
        {
            for (var j = b.Count - 1; j >= 0; j--)
            {
                longest[i, j] = a[i] == b[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        List<(char, string)> steps = [.. old[..head].Select(line => (' ', line))];
        for (int i = 0, j = 0; i < a.Count || j < b.Count;)
        {
            if (i < a.Count && j < b.Count && a[i] == b[j])
            {
                steps.Add((' ', a[i++]));
                j++;
            }
            else if (j == b.Count || (i < a.Count && longest[i + 1, j] >= longest[i, j + 1]))
            {
                steps.Add(('-', a[i++]));
            }
            else
            {
                steps.Add(('+', b[j++]));
            }
        }

        steps.AddRange(old[^tail..].Select(line => (' ', line)));
        return steps;
    }
}
