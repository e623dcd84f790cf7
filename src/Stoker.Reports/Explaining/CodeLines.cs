namespace Stoker.Reports.Explaining;

/// <summary>
/// A line of Python or of a shell in a window that is narrower than it: broken where the language allows it, so that what is copied still runs. Python goes on inside
/// brackets, a shell behind a backslash, a comment in another one. What cannot be broken stays whole.
/// </summary>
internal static class CodeLines
{
    private const int Hanging = 4;

    /// <summary>The line in pieces of at most so many columns where that can be had.</summary>
    public static IEnumerable<string> Of(string line, int width)
    {
        var indent = line.Length - line.TrimStart().Length;
        var isShell = line.AsSpan(indent).StartsWith("spark-submit ") || line.AsSpan(indent).StartsWith("--");
        var isComment = line.AsSpan(indent).StartsWith("#");
        var (lead, tail) = (new string(' ', indent) + (isComment ? "# " : new string(' ', Hanging)), isShell ? " \\" : "");
        var (start, breaks) = (0, isComment ? [.. BlanksOf(line, indent)] : BreaksOf(line, isShell));
        while ((start == 0 ? 0 : lead.Length) + line.Length - start > width)
        {
            var room = width - tail.Length - (start == 0 ? 0 : lead.Length);
            var least = start + (start == 0 ? indent + Hanging : Hanging);
            var at = breaks.FindLast(each => each > least && each - start <= room) is > 0 and var within ? within : breaks.Find(each => each > least);
            if (at == 0)
            {
                break;
            }

            yield return (start == 0 ? "" : lead) + line[start..at].TrimEnd() + tail;
            start = at + (line[at] == ' ' ? 1 : 0);
        }

        yield return (start == 0 ? "" : lead) + line[start..];
    }

    private static IEnumerable<int> BlanksOf(string line, int indent) => Enumerable.Range(0, line.Length).Where(at => at > indent + 1 && line[at] == ' ');

    /// <summary>Places where a line may go on below: in Python a blank or a call's dot inside brackets, and a blank before a comment; in a shell a blank before an option.</summary>
    private static List<int> BreaksOf(string line, bool isShell)
    {
        var (places, depth, quote) = (new List<int>(), 0, '\0');
        for (var at = 0; at < line.Length; at++)
        {
            var letter = line[at];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
                continue;
            }

            quote = letter is '"' or '\'' ? letter : '\0';
            depth += letter is '(' or '[' or '{' ? 1 : letter is ')' or ']' or '}' ? -1 : 0;
            var isBetween = isShell ? line.AsSpan(at).StartsWith(" --") : depth > 0 && (letter == ' ' || (letter == '.' && line[at - 1] == ')'));
            if (isBetween || line.AsSpan(at).StartsWith(" # "))
            {
                places.Add(at);
            }
        }

        return places;
    }
}
