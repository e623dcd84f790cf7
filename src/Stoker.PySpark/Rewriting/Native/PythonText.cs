using System.Globalization;
using System.Numerics;
using System.Text;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.PySpark.Rewriting.Native;

/// <summary>Writes constants as Python source.</summary>
internal static class PythonText
{
    /// <summary>The constant of the helpers that holds the class of Python's decimal digits.</summary>
    public const string DigitClass = "_PY_DIGIT";

    /// <summary>The statement that defines <see cref="DigitClass"/>.</summary>
    public static string DigitClassDefinition =>
        $"{DigitClass} = \"[0-9\" + \"\".join(\"\\\\x{{%x}}-\\\\x{{%x}}\" % (zero, zero + 9) for zero in ({PythonDigits.BeyondStarts})) + \"]\"\n";

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

        // The class of Python's decimal digits is long and wanted several times in one pattern.
        var digit = PythonDigits.Of("isdecimal");
        if (value.Contains(digit, StringComparison.Ordinal))
        {
            return $"{Text(value.Replace(digit, "<digit>", StringComparison.Ordinal))}.replace(\"<digit>\", {DigitClass})";
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
