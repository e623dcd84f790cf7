using System.Globalization;
using System.Text.RegularExpressions;

namespace Stoker.Fuzz;

/// <summary>What no report says, whatever the log: negative times and sizes, shares over 100 %, runs of centuries, numbers that are none.</summary>
internal static partial class Nonsense
{
    /// <summary>The first nonsense in a text; absent when there is none.</summary>
    /// <param name="report">A report as text.</param>
    /// <param name="isOfTwo">Whether it holds two runs against each other: what differs may be negative, and any share.</param>
    public static string? In(string report, bool isOfTwo = false)
    {
        foreach (var line in report.Split('\n').Where(line => !line.Contains("cannot be", StringComparison.Ordinal) // What cannot be is quoted.
            && !line.Contains("The replay of the run", StringComparison.Ordinal) && !line.Contains("more than the run did", StringComparison.Ordinal))) // By any share more.
        {
            if (NoNumber().IsMatch(line) || (!isOfTwo && Negative().IsMatch(line))
                || (!isOfTwo && Share().Matches(line).Any(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) > 100))
                || Days().Matches(line).Any(match => long.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days > 36_500)
                || Year().Matches(line).Any(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is < 2009 or > 2100))
            {
                return line.Trim();
            }
        }

        return null;
    }

    [GeneratedRegex(@"\bNaN\b|\bInfinity\b|∞")]
    private static partial Regex NoNumber();

    [GeneratedRegex(@"(?<![\w.+\-#(])-[0-9][0-9.,]*\s(ms|s|min|h|d|%|B|KiB|MiB|GiB|TiB|PiB)\b")]
    private static partial Regex Negative();

    [GeneratedRegex(@"(?<![+\w.])([0-9]+(?:\.[0-9]+)?) %")]
    private static partial Regex Share();

    [GeneratedRegex(@"(?<![\w.])([0-9]+) d\b")]
    private static partial Regex Days();

    [GeneratedRegex(@"(?<![\w.\-])([0-9]{4,})-[0-9]{2}-[0-9]{2}[ T]")]
    private static partial Regex Year();
}
