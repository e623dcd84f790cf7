using System.Globalization;
using System.Text;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Escapes and classes of characters.</content>
internal sealed partial class RegexTranslator
{
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
            case 'b':
                at++;
                return (Has(Ascii) ? throw Refuse("\\b under ASCII") : CaseBlind(PythonLetters.WordBoundary), 0, false, false);
            case 'B':
                throw Refuse("\\B, which does not match an empty text in Python,");
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
            case 'w' when !inClass:
                return CaseBlind(PythonLetters.Word);
            case 'w' when !Has(IgnoreCase):
                return PythonLetters.Word;
            case 'W' when !inClass:
                return CaseBlind("[^" + PythonLetters.Word[1..]);
            case 'w' or 'W':
                throw Refuse("\\w or \\W in a class of this kind");
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

    /// <summary>Under IGNORECASE Java would also take what maps to a character of the class.</summary>
    private string CaseBlind(string java) => Has(IgnoreCase) ? $"(?-iu:{java})" : java;

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
}
