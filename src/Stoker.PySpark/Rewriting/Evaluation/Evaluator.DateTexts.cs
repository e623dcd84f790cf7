using System.Numerics;
using System.Text;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Dates as text, and texts as dates.</content>
internal sealed partial class Evaluator
{
    private Value DateFormatted(Value date, string format, PythonNode at)
    {
        var parts = new List<Node>();
        var pattern = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                Literal(format[i]);
                continue;
            }

            var directive = ++i < format.Length ? format[i] : '\0';
            if (directive == 'Y')
            {
                // Python on Linux prints the year 5 as 5, Spark as 0005.
                Flush();
                parts.Add(factory.Cast(factory.Call("year", SparkType.Int, date.Node!), SparkType.String));
                continue;
            }

            if (directive == '%')
            {
                Literal('%');
                continue;
            }

            pattern.Append(directive switch
            {
                'm' => "MM",
                'd' => "dd",
                'y' => "yy",
                'j' => "DDD",
                'b' or 'h' => "MMM",
                'B' => "MMMM",
                'a' => "EEE",
                'A' => "EEEE",
                'H' when date.Kind == PythonKind.DateTime => "HH",
                'M' when date.Kind == PythonKind.DateTime => "mm",
                'S' when date.Kind == PythonKind.DateTime => "ss",
                'I' when date.Kind == PythonKind.DateTime => "hh",
                'p' when date.Kind == PythonKind.DateTime => "a",
                'f' when date.Kind == PythonKind.DateTime => "SSSSSS",
                'H' or 'M' or 'S' => "'00'",
                _ => throw Refuse(ReasonCode.Locale, $"%{directive} in a date format", at),
            });
        }

        Flush();
        return TextNode(Concat(parts));

        void Literal(char sign)
        {
            if (!char.IsAscii(sign))
            {
                throw Refuse(ReasonCode.Locale, "a character beyond ASCII in a date format", at);
            }

            pattern.Append(char.IsAsciiLetter(sign) ? $"'{sign}'" : sign == '\'' ? "''" : sign is '[' or ']' or '{' or '}' or '#' ? $"'{sign}'" : sign.ToString());
        }

        void Flush()
        {
            if (pattern.Length > 0)
            {
                var text = pattern.ToString().Replace("''", "\u0001", StringComparison.Ordinal);
                var isLiteral = !text.Where((_, k) => text[..k].Count(c => c == '\'') % 2 == 0).Any(char.IsAsciiLetter);
                parts.Add(isLiteral
                    ? factory.Text(text.Replace("'", "", StringComparison.Ordinal).Replace("\u0001", "'", StringComparison.Ordinal))
                    : factory.Call("date_format", SparkType.String, date.Node!, factory.Text(pattern.ToString())));
                pattern.Clear();
            }
        }
    }

    /// <summary><c>strptime</c> of year, month and day, by the very expression that Python's own uses.</summary>
    private Value Parsed(Value text, string format, PythonNode at)
    {
        if (text.Kind != PythonKind.Text)
        {
            return text.Kind == PythonKind.Never ? text : RaiseAlways("TypeError");
        }

        var digit = PythonDigits.Of("isdecimal");
        var (java, places) = (new StringBuilder("\\A"), new List<char>());
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] == '%' && i + 1 < format.Length && format[i + 1] is 'Y' or 'm' or 'd')
            {
                places.Add(format[++i]);
                java.Append(format[i] switch
                {
                    'Y' => $"({digit}{digit}{digit}{digit})",
                    'm' => "(1[0-2]|0[1-9]|[1-9])",
                    _ => $"(3[0-1]|[1-2]{digit}|0[1-9]|[1-9]| [1-9])",
                });
            }
            else if (format[i] is '-' or '/' or '.' or ',' or ':' or '_')
            {
                java.Append('\\').Append(format[i]);
            }
            else
            {
                throw Refuse(format[i] == '%' && i + 1 < format.Length && format[i + 1] is 'H' or 'M' or 'S' or 'f' or 'z' or 'Z' ? ReasonCode.TimeZone : ReasonCode.Locale, $"strptime() of '{format}'", at);
            }
        }

        if (places.Count != 3 || places.Distinct().Count() != 3)
        {
            throw Refuse(ReasonCode.UnknownFunction, $"strptime() of '{format}'", at);
        }

        var pattern = java.Append("\\z").ToString();
        Raise(factory.Not(factory.Call("rlike", SparkType.Boolean, text.Node!, factory.Text(pattern))), "ValueError");
        Node Part(char place) => factory.PartialCast(
            factory.Call("btrim", SparkType.String, factory.Call("@digits", SparkType.String, factory.Call("regexp_extract", SparkType.String, text.Node!, factory.Text(pattern), factory.Int(places.IndexOf(place) + 1))), factory.Text(" ")),
            SparkType.Int);
        var (year, month, day) = (Part('Y'), Part('m'), Part('d'));
        var firstOfMonth = factory.PartialCall("make_date", SparkType.Date, year, month, factory.Int(1));
        Raise(factory.Or(
            Equal(year, factory.Int(0)),
            factory.Call(">", SparkType.Boolean, day, factory.Call("day", SparkType.Int, factory.Call("last_day", SparkType.Date, firstOfMonth)))), "ValueError");
        var made = factory.PartialCall("make_date", SparkType.Date, year, month, day);
        return new Value(PythonKind.DateTime) { Node = factory.Call("@midnight", SparkType.TimestampNtz, made) };
    }
}
