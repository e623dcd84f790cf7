using System.Globalization;
using System.Numerics;
using System.Text;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.PySpark.Rewriting.Native;

/// <summary>Writes constants as Python source.</summary>
internal static class PythonText
{
    private const string DigitClass = "_PY_DIGIT";
    private const string WordClass = "_PY_WORD";
    private const string AlphanumericClass = "_PY_ALNUM";
    private const string AlphabeticClass = "_PY_ALPHA";
    private const string UpperClass = "_PY_UPPER";
    private const string LowerClass = "_PY_LOWER";
    private const string CasedClass = "_PY_CASED";

    private static readonly (string Name, string Mark, string Characters)[] Classes =
    [
        (WordClass, "<word>", PythonLetters.Word),
        (AlphanumericClass, "<alnum>", PythonLetters.Alphanumeric),
        (AlphabeticClass, "<alpha>", PythonLetters.Alphabetic),
        (UpperClass, "<upper>", PythonCases.Upper),
        (LowerClass, "<lower>", PythonCases.Lower),
        (CasedClass, "<cased>", PythonCases.Cased),
        (DigitClass, "<digit>", PythonDigits.Of("isdecimal")),
    ];

    /// <summary>The constants that written Python reads: each holds a class of characters.</summary>
    public static IEnumerable<string> ClassesIn(string python) => Classes.Select(one => one.Name).Where(name => python.Contains(name, StringComparison.Ordinal));

    /// <summary>The statements that define constants of <see cref="ClassesIn"/>.</summary>
    public static string DefinitionsOf(IReadOnlySet<string> classes)
    {
        var text = new StringBuilder();
        if (classes.Contains(DigitClass))
        {
            text.Append(CultureInfo.InvariantCulture, $"{DigitClass} = \"[0-9\" + \"\".join(\"\\\\x{{%x}}-\\\\x{{%x}}\" % (zero, zero + 9) for zero in ({PythonDigits.BeyondStarts})) + \"]\"\n\n\n");
        }

        if (Computed.Any(one => classes.Contains(one.Name)))
        {
            text.Append(ClassFunction);
        }

        foreach (var (name, arguments) in Computed)
        {
            _ = classes.Contains(name) ? text.Append(CultureInfo.InvariantCulture, $"{name} = _py_class({arguments})\n\n\n") : text;
        }

        return text.ToString();
    }

    private static readonly (string Name, string Arguments)[] Computed =
    [
        (WordClass, "\"0-9A-Z_a-z\", str.isalnum"),
        (AlphanumericClass, "\"0-9A-Za-z\", str.isalnum"),
        (AlphabeticClass, "\"A-Za-z\", str.isalpha"),
        (UpperClass, "\"A-Z\", str.isupper"),
        (LowerClass, "\"a-z\", str.islower"),
        (CasedClass, "\"A-Za-z\", lambda letter: (letter + \"b\").title().endswith(\"b\")"),
    ];

    /// <summary>Builds what <see cref="PythonLetters"/> and <see cref="PythonCases"/> hold, from the tables of the Python that runs it.</summary>
    private const string ClassFunction = """
        def _py_class(ascii_part, holds):
            # A class of characters as Python's tables have it, for Java's regular expressions.
            ranges = []
            for code in range(0x80, 0x110000):
                if holds(chr(code)):
                    if ranges and ranges[-1][1] == code - 1:
                        ranges[-1][1] = code
                    else:
                        ranges.append([code, code])
            blocks = [ranges[at : at + 27] for at in range(0, len(ranges), 27)]
            parts = ["[%c-%c&&[%s]]" % (block[0][0], block[-1][1], "".join("%c-%c" % tuple(pair) for pair in block)) for block in blocks]
            return "[" + ascii_part + "".join(parts) + "]"



        """;

    /// <summary>A text literal in double quotes.</summary>
    public static string Text(string value)
    {
        if (value == PythonDigits.Beyond)
        {
            return $"\"\".join(chr(zero + digit) for zero in ({PythonDigits.BeyondStarts}) for digit in range(10))";
        }

        if (value.Length > 100 && value.Length % 10 == 0 && value == string.Concat(Enumerable.Repeat("0123456789", value.Length / 10)))
        {
            return $"\"0123456789\" * {value.Length / 10}";
        }

        // The classes of Python's characters are long and wanted several times in one pattern.
        foreach (var (name, mark, characters) in Classes)
        {
            if (value.Contains(characters, StringComparison.Ordinal) && !value.Contains(mark, StringComparison.Ordinal))
            {
                return $"{Text(value.Replace(characters, mark, StringComparison.Ordinal))}.replace(\"{mark}\", {name})";
            }
        }

        var text = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            text.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                >= ' ' and < 0x7f => rune.ToString(),
                < 0x100 when !Rune.IsLetter(rune) => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                < 0x2000 when Rune.IsLetter(rune) => rune.ToString(),
                <= 0xffff => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
            });
        }

        return text.Append('"').ToString();
    }

    /// <summary>ASCII text as it stands inside a literal that has no prefix and opens with a quote.</summary>
    public static string Inside(string value, char quote) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace($"{quote}", $"\\{quote}", StringComparison.Ordinal);

    public static string Number(double number)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            return double.IsNaN(number) ? "float(\"nan\")" : number > 0 ? "float(\"inf\")" : "float(\"-inf\")";
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.All(sign => char.IsAsciiDigit(sign) || sign == '-') ? text + ".0" : text;
    }

    /// <summary>A literal's value, or absent where Python has no literal of the type.</summary>
    public static string? Value(Node node) => node.Value switch
    {
        string text => Text(text),
        bool truth => truth ? "True" : "False",
        double number => Number(number),
        BigInteger whole when !node.Type.IsWide => whole.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
