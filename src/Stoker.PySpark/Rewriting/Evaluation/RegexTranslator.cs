using System.Globalization;
using System.Text;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>
/// Reads a pattern with Python's grammar and writes it in Java's. What the two read differently is spelled out; what has no equal is refused.
/// </summary>
internal sealed class RegexTranslator
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

    private (string, int, bool, bool) Escape()
    {
        at++;
        if (!More)
        {
            throw Refuse("a lone backslash");
        }

        var sign = Here;
        switch (sign)
        {
            case 'A':
                at++;
                return ("\\A", 0, false, false);
            case 'Z':
                at++;
                return ("\\z", 0, false, false);
            case 'b' or 'B':
                throw Refuse("\\b, which follows Unicode tables,");
            case >= '1' and <= '9':
                at++;
                var number = sign - '0';
                return More && char.IsAsciiDigit(Here) || !closed.Contains(number)
                    ? throw Refuse("a reference to a group")
                    : ($"\\{number}", 0, false, true);
            default:
                return (EscapedCharacter(false), 1, false, true);
        }
    }

    /// <summary>An escape that stands for one character or class, the backslash already taken.</summary>
    private string EscapedCharacter(bool inClass)
    {
        var sign = Here;
        at++;
        switch (sign)
        {
            case 'd':
                return Has(Ascii) ? (inClass ? "0-9" : "[0-9]") : inClass ? PythonDigits.Of("isdecimal")[1..^1] : PythonDigits.Of("isdecimal");
            case 'D' when !inClass:
                return Has(Ascii) ? "[^0-9]" : "[^" + PythonDigits.Of("isdecimal")[1..];
            case 's':
                return inClass ? BlankClass : $"[{BlankClass}]";
            case 'S' when !inClass:
                return $"[^{BlankClass}]";
            case 'w' when Has(Ascii):
                return inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]";
            case 'W' when Has(Ascii) && !inClass:
                return "[^A-Za-z0-9_]";
            case 'w' or 'W':
                throw Refuse("\\w, which follows Unicode tables,");
            case 'n' or 't' or 'r' or 'f':
                return "\\" + sign;
            case 'v':
                return "\\x0b";
            case 'a':
                return "\\x07";
            case 'b' when inClass:
                return "\\x08";
            case 'x':
                return Hex(2);
            case 'u':
                return Hex(4);
            default:
                return char.IsAsciiLetterOrDigit(sign) || !char.IsAscii(sign) ? throw Refuse($"\\{sign}") : Quoted(new Rune(sign));
        }
    }

    private string BlankClass => Has(Ascii) ? " \\t\\n\\r\\f\\x0b" : "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

    private string Hex(int digits)
    {
        if (at + digits > pattern.Length || !int.TryParse(pattern.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code is >= 0xD800 and < 0xE000)
        {
            throw Refuse("an escape");
        }

        at += digits;
        if (Has(IgnoreCase) && code > 127)
        {
            throw Refuse("a letter beyond ASCII under IGNORECASE");
        }

        return string.Create(CultureInfo.InvariantCulture, $"\\x{{{code:x}}}");
    }

    private string Class()
    {
        at++;
        var java = new StringBuilder("[");
        if (Take("^"))
        {
            java.Append('^');
        }

        for (var first = true; ; first = false)
        {
            if (!More)
            {
                throw Refuse("an unclosed class");
            }

            if (Here == ']' && !first)
            {
                at++;
                return java.Append(']').ToString();
            }

            java.Append(ClassItem());
            if (More && Here == '-' && at + 1 < pattern.Length && pattern[at + 1] != ']')
            {
                at++;
                var high = Here == '\\' && at + 1 < pattern.Length && "dDsSwW".Contains(pattern[at + 1], StringComparison.Ordinal) ? throw Refuse("a range to a class") : ClassItem();
                java.Append('-').Append(high);
            }
        }
    }

    private string ClassItem()
    {
        if (Here == '\\')
        {
            at++;
            return More ? EscapedCharacter(true) : throw Refuse("a lone backslash");
        }

        var rune = Rune.GetRuneAt(pattern, at);
        at += rune.Utf16SequenceLength;
        return rune.Value is '-' or '^' or '[' or ']' or '&' or '~' or '#' ? "\\" + rune : Quoted(rune);
    }

    private (string, int, bool, bool) Group(bool mayBeMissing)
    {
        at++;
        if (!Take("?"))
        {
            return Captured(null, mayBeMissing);
        }

        if (Take("P<"))
        {
            var close = pattern.IndexOf('>', at);
            var name = close < 0 ? throw Refuse("a group") : pattern[at..close];
            at = close + 1;
            return Captured(name, mayBeMissing);
        }

        if (Take(":"))
        {
            var (java, least, choice) = Alternatives(mayBeMissing);
            Close();
            return ($"(?:{java})", least, choice, true);
        }

        if (Take("=") || Take("!"))
        {
            var sign = pattern[at - 1];
            var before = groups.Count;
            var (java, _, _) = Alternatives(true);
            Close();
            return groups.Count > before ? throw Refuse("a group inside a look-ahead") : ($"(?{sign}{java})", 0, false, false);
        }

        throw Refuse("a group of a kind that Java lacks");
    }

    private (string, int, bool, bool) Captured(string? name, bool mayBeMissing)
    {
        groups.Add(mayBeMissing);
        var number = groups.Count;
        if (name is not null)
        {
            names[name] = number;
        }

        var (java, least, choice) = Alternatives(mayBeMissing);
        Close();
        closed.Add(number);
        return ($"({java})", least, choice, true);
    }

    private void Close()
    {
        if (!Take(")"))
        {
            throw Refuse("an unclosed group");
        }
    }
}
