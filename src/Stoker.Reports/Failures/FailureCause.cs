using System.Text;

namespace Stoker.Reports.Failures;

/// <summary>Finds the one line of an error text that says what went wrong; Spark wraps it in traces of the JVM and of Python.</summary>
public static class FailureCause
{
    private const string PythonTrace = "Traceback (most recent call last)";
    private const string MostRecent = "most recent failure: ";

    /// <summary>The cause in one line, without stack traces and package names; the whole text's first line when it has no known shape.</summary>
    public static string Of(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var text = message.AsSpan();
        var trace = text.LastIndexOf(PythonTrace, StringComparison.Ordinal);
        if (trace >= 0 && LastPythonLine(text[trace..]) is { Length: > 0 } python)
        {
            return python;
        }

        var recent = text.IndexOf(MostRecent, StringComparison.Ordinal);
        if (recent >= 0)
        {
            text = text[(recent + MostRecent.Length)..];
            var place = text.IndexOf("): ", StringComparison.Ordinal);
            text = place >= 0 ? text[(place + 3)..] : text;
        }

        var reason = text.IndexOf(" Reason: ", StringComparison.Ordinal);
        if (reason >= 0 && text.StartsWith("ExecutorLostFailure"))
        {
            text = text[(reason + " Reason: ".Length)..];
        }

        return WithoutPackage(FirstLine(text));
    }

    /// <summary>The line under a Python traceback that names the exception: the last one before the JVM's own trace that is not indented.</summary>
    private static string? LastPythonLine(ReadOnlySpan<char> trace)
    {
        string? last = null;
        foreach (var range in trace.Split('\n'))
        {
            var line = trace[range].TrimEnd();
            if (line.StartsWith("\tat ") || line.StartsWith("Driver stacktrace"))
            {
                break;
            }

            if (line.Length > 0 && !char.IsWhiteSpace(line[0]) && !line.StartsWith(PythonTrace) && !line.StartsWith("SQLSTATE"))
            {
                last = line.ToString();
            }
        }

        return last is null ? null : WithoutPackage(last);
    }

    private static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('\n'))
        {
            if (text[range].Trim() is { Length: > 0 } line)
            {
                return line;
            }
        }

        return text;
    }

    /// <summary><c>java.lang.OutOfMemoryError: heap</c> becomes <c>OutOfMemoryError: heap</c>; a sentence stays as it is.</summary>
    private static string WithoutPackage(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        var head = colon < 0 ? line : line[..colon];
        var dot = head.LastIndexOf('.');
        return head.Contains(' ') || dot <= 0 || dot == head.Length - 1 || !char.IsUpper(head[dot + 1]) ? line.ToString() : line[(dot + 1)..].ToString();
    }

    /// <summary>Causes that differ in numbers only (task ids, ports, sizes) are one cause: the text to compare them by.</summary>
    internal static string WithoutNumbers(string cause)
    {
        var key = new StringBuilder(cause.Length);
        foreach (var letter in cause)
        {
            if (!char.IsAsciiDigit(letter))
            {
                key.Append(letter);
            }
            else if (key.Length == 0 || key[^1] != '#')
            {
                key.Append('#');
            }
        }

        return key.ToString();
    }
}
