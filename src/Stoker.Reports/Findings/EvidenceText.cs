using System.Globalization;
using System.Text;
using Stoker.Findings.Evidence;
using Stoker.Model.Units;
using Stoker.Reports.Costs;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Findings;

/// <summary>Writes typed evidence for people: <c>slowest task 10.0 s</c>.</summary>
internal static class EvidenceText
{
    /// <summary>Longest text of one fact.</summary>
    private const int LongestText = 90;

    public static string Of(EvidenceItem item) => $"{Name(item)} {Value(item)}";

    /// <summary><c>slowestTask</c> as <c>slowest task</c>; setting keys stay as they are.</summary>
    public static string Name(EvidenceItem item) => Words(item.Name);

    public static string Value(EvidenceItem item) => item.Number is not { } number
        ? Cut(item.Name == "stage" ? CallSite.Shorten(item.Text ?? "") : item.Text ?? "")
        : item.Unit switch
        {
            EvidenceUnit.Milliseconds or EvidenceUnit.CoreMilliseconds => Quantity.Duration(new Milliseconds((long)Math.Round(number))),
            EvidenceUnit.Bytes => Quantity.Size(new Bytes((long)Math.Round(number))),
            EvidenceUnit.Ratio => IsShare(item.Name, number) ? Quantity.Share(number, 1) : number.ToString("0.0", CultureInfo.InvariantCulture) + " x",
            _ => Math.Abs(number) < 100 && number != Math.Round(number) ? number.ToString("0.#", CultureInfo.InvariantCulture) : Quantity.Count((long)Math.Round(number)), // An average: 9.3 slots are not 9.
        };

    /// <summary>How many times as large as another is a ratio also where it is 1 or less.</summary>
    private static bool IsShare(string name, double number) => number <= 1 && !name.EndsWith("Ratio", StringComparison.Ordinal);

    /// <summary>A sentence of Spark's loses its full stop: what follows is a comma.</summary>
    private static string Cut(string text) => text.Length > LongestText ? text[..LongestText] + "..."
        : text.EndsWith('.') && !text.EndsWith("..", StringComparison.Ordinal) ? text[..^1]
        : text;

    private static string Words(string name)
    {
        if (name.Contains('.', StringComparison.Ordinal))
        {
            return name;
        }

        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            words.Append(char.IsAsciiLetterUpper(letter) ? " " + char.ToLowerInvariant(letter) : letter.ToString());
        }

        return words.ToString();
    }
}
