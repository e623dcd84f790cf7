using System.Globalization;

namespace Stoker.Advice.SourceJoin;

/// <summary>A call site as Spark logs it: <c>collect at /jobs/load.py:12</c>.</summary>
/// <param name="Method">The method of Spark that the program called.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">1-based line; 0 where the JVM does not know it.</param>
public sealed record LoggedCallSite(string Method, string Path, int Line)
{
    /// <summary>Whether it is a line of the program's Python, and not one of Spark's Java or Scala.</summary>
    public bool IsPython => Line > 0 && !Path.EndsWith(".java", StringComparison.Ordinal) && !Path.EndsWith(".scala", StringComparison.Ordinal);

    /// <summary>Reads a text of the log; absent when it is another text, such as a job description.</summary>
    public static LoggedCallSite? Read(string? text)
    {
        var at = text?.IndexOf(" at ", StringComparison.Ordinal) ?? -1;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (text is null || at <= 0 || colon <= at || text.AsSpan(0, at).Contains(' ') || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
        {
            return null;
        }

        return new LoggedCallSite(text[..at], text[(at + 4)..colon], line);
    }
}
