using System.Globalization;
using System.Text;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>
/// Reads a pattern with Python's grammar and writes it in Java's. What the two read differently is spelled out; what has no equal is refused.
/// </summary>
internal sealed partial class RegexTranslator
{
    public const int Ascii = 256;
    public const int IgnoreCase = 2;
    public const int Multiline = 8;
    public const int DotAll = 16;
    public const int Unicode = 32;

    private readonly string pattern;
    private readonly List<bool> groups = [];
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
    private readonly HashSet<int> closed = [];
    private int flags;
    private int at;
    private bool usesLines;

    private RegexTranslator(string pattern, int flags)
    {
        this.pattern = pattern;
        this.flags = flags;
    }

    /// <exception cref="Refusal">The pattern holds something that Java lacks or reads differently.</exception>
    public static JavaPattern Translate(string pattern, int flags)
    {
        if ((flags & ~(Ascii | IgnoreCase | Multiline | DotAll | Unicode)) != 0)
        {
            throw Refuse("a flag of a regular expression");
        }

        var translator = new RegexTranslator(pattern, flags);
        translator.InlineFlags();
        var (java, least, _) = translator.Alternatives(false);
        if (translator.at < pattern.Length)
        {
            throw Refuse("an unbalanced ')'");
        }

        var letters = (translator.Has(IgnoreCase) ? "iu" : "") + (translator.Has(Multiline) ? "m" : "") + (translator.Has(DotAll) ? "s" : "") + (translator.usesLines ? "d" : "");
        return new JavaPattern(java, letters, translator.groups, translator.names, least == 0);
    }

    private static Refusal Refuse(string what) => new(ReasonCode.RegexDialect, $"{what} in a regular expression", null);

    private bool Has(int flag) => (flags & flag) != 0;

    private bool More => at < pattern.Length;

    private char Here => pattern[at];

    private bool Take(string text)
    {
        if (string.CompareOrdinal(pattern, at, text, 0, text.Length) != 0)
        {
            return false;
        }

        at += text.Length;
        return true;
    }

    private void InlineFlags()
    {
        if (!Take("(?"))
        {
            return;
        }

        var start = at;
        while (More && "aims".Contains(Here, StringComparison.Ordinal))
        {
            flags |= Here switch { 'a' => Ascii, 'i' => IgnoreCase, 'm' => Multiline, _ => DotAll };
            at++;
        }

        if (at == start || !Take(")"))
        {
            at = 0;
        }
    }

    private (string Java, int Least, bool HasChoice) Alternatives(bool mayBeMissing)
    {
        var options = new List<string>();
        var least = int.MaxValue;
        var hasChoice = false;
        var first = groups.Count;
        do
        {
            var (java, shortest, inner) = Branch(mayBeMissing);
            options.Add(java);
            least = Math.Min(least, shortest);
            hasChoice |= inner;
        }
        while (Take("|"));
        if (options.Count > 1)
        {
            for (var i = first; i < groups.Count; i++)
            {
                groups[i] = true;
            }
        }

        return (string.Join('|', options), least, hasChoice || options.Count > 1);
    }

    private (string Java, int Least, bool HasChoice) Branch(bool mayBeMissing)
    {
        var java = new StringBuilder();
        var (least, hasChoice) = (0, false);
        while (More && Here is not ('|' or ')'))
        {
            var firstGroup = groups.Count;
            var (atom, width, choice, repeats) = Atom(mayBeMissing);
            var (quantifier, min, unbounded) = repeats ? Quantifier() : ("", 1, false);
            if (unbounded && choice)
            {
                throw Refuse("alternatives that repeat without bound");
            }

            if (unbounded && width == 0)
            {
                throw Refuse("a repeated part that may be empty");
            }

            if (quantifier.Length > 0 && groups.Count > firstGroup)
            {
                // What a repeated group captures last follows other rules in the two.
                if (quantifier is not ("?" or "??"))
                {
                    throw Refuse("a group that repeats");
                }

                for (var i = firstGroup; i < groups.Count; i++)
                {
                    groups[i] = true;
                }
            }

            java.Append(atom).Append(quantifier);
            least += width * min;
            hasChoice |= choice || quantifier.Length > 0 && choice;
        }

        return (java.ToString(), least, hasChoice);
    }

    private (string Java, int Min, bool Unbounded) Quantifier()
    {
        var (text, min, unbounded) = ("", 1, false);
        if (!More)
        {
            return (text, min, unbounded);
        }

        switch (Here)
        {
            case '*':
                (text, min, unbounded) = ("*", 0, true);
                at++;
                break;
            case '+':
                (text, min, unbounded) = ("+", 1, true);
                at++;
                break;
            case '?':
                (text, min) = ("?", 0);
                at++;
                break;
            case '{' when Braces() is { } braces:
                (text, min, unbounded) = braces;
                break;
            default:
                return ("", 1, false);
        }

        if (More && Here == '?')
        {
            text += '?';
            at++;
        }
        else if (More && Here == '+')
        {
            throw Refuse("a possessive quantifier");
        }

        return More && Here is '*' or '+' or '?' ? throw Refuse("a quantifier of a quantifier") : (text, min, unbounded);
    }

    private (string, int, bool)? Braces()
    {
        var close = pattern.IndexOf('}', at);
        if (close < 0)
        {
            return null;
        }

        var parts = pattern[(at + 1)..close].Split(',');
        if (parts.Length > 2 || parts.Any(part => part.Length > 4 || !part.All(char.IsAsciiDigit)) || (parts.Length == 1 && parts[0].Length == 0) || parts.All(part => part.Length == 0))
        {
            return null;
        }

        at = close + 1;
        var low = parts[0].Length == 0 ? 0 : int.Parse(parts[0], CultureInfo.InvariantCulture);
        return parts.Length == 1 ? ($"{{{low}}}", low, false)
            : parts[1].Length == 0 ? ($"{{{low},}}", low, true)
            : ($"{{{low},{int.Parse(parts[1], CultureInfo.InvariantCulture)}}}", low, false);
    }

    private (string Java, int Width, bool HasChoice, bool Repeats) Atom(bool mayBeMissing)
    {
        var sign = Here;
        switch (sign)
        {
            case '(':
                return Group(mayBeMissing);
            case '[':
                return (Class(), 1, false, true);
            case '.':
                at++;
                usesLines |= !Has(DotAll);
                return (".", 1, false, true);
            case '^':
                at++;
                usesLines |= Has(Multiline);
                return ("^", 0, false, false);
            case '$':
                at++;
                usesLines = true;
                return ("$", 0, false, false);
            case '\\':
                return Escape();
            case '*' or '+' or '?':
                throw Refuse("a quantifier without a part before it");
            default:
                return (Literal(), 1, false, true);
        }
    }

    private string Literal()
    {
        var rune = Rune.GetRuneAt(pattern, at);
        at += rune.Utf16SequenceLength;
        return Quoted(rune);
    }

    private string Quoted(Rune rune)
    {
        if (Has(IgnoreCase) && !rune.IsAscii && Rune.IsLetter(rune))
        {
            throw Refuse("a letter beyond ASCII under IGNORECASE");
        }

        return rune.IsAscii && !char.IsAsciiLetterOrDigit((char)rune.Value) && rune.Value > 32 && rune.Value is not ('_' or '-' or '/' or '"' or '\'' or ',' or ':' or ';' or '=' or '@' or '%' or '!' or '<' or '>' or '~' or '`')
            ? "\\" + rune
            : rune.Value < 32 || rune.Value == 127 ? string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}") : rune.ToString();
    }
}
