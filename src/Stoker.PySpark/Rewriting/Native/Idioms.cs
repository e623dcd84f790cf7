using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.PySpark.Rewriting.Native;

/// <summary>
/// Idioms: what Python does in one call and Spark in several. A call named <c>@name</c> stands for one; SQL text gets its expansion in place, Python source a
/// helper function.
/// </summary>
internal sealed partial class Idioms(NodeFactory factory, Target target)
{
    private const string AsciiBlanks = "\t\n\u000b\u000c\r\u001c\u001d\u001e\u001f ";
    private const string NumberBlanks = " \t\n\r\u000b\u000c";
    internal const string BlankClass = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

    /// <summary>One line that says what the idiom is.</summary>
    public static string Describe(string name) => name switch
    {
        "@lower" => "str.lower(), also for letters that Spark and Python map differently",
        "@upper" => "str.upper(), also for letters that Spark and Python map differently",
        "@strip" or "@lstrip" or "@rstrip" => $"str.{name[1..]}(): all of Python's white space, not only the space",
        "@words" => "str.split(): the words between runs of white space",
        "@number_text" => "the text that int() and float() read: without white space around it, all digits as ASCII",
        "@digits" => "decimal digits of all scripts as ASCII",
        "@title" => "str.title(), by Python's own letters",
        "@sigmas" => "capital sigmas lowered, those at the end of a word to the final form",
        "@title_letter" => "one letter in title case",
        "@capitalize" => "str.capitalize(), by Python's own letters",
        _ when name.StartsWith("@exact", StringComparison.Ordinal) => $"the whole number nearest to number * 10^{name[^1]}, by the error of that product (Dekker), half to even",
        _ when name.StartsWith("@round", StringComparison.Ordinal) => $"round(number, {name[^1]}), which rounds the exact binary value",
        _ when name.StartsWith("@fixed", StringComparison.Ordinal) => $"the format '{(name.EndsWith('g') ? "," : "")}.{name[6]}f', which rounds the exact binary value",
        "@big" => "all digits of a whole double from 2^53 on",
        _ => "the datetime at the start of a date",
    };

    /// <summary>What an idiom takes.</summary>
    public static SparkType TypeFor(string name) => name == "@midnight" ? SparkType.Date
        : name == "@big" || name.StartsWith("@exact", StringComparison.Ordinal) || name.StartsWith("@round", StringComparison.Ordinal) || name.StartsWith("@fixed", StringComparison.Ordinal) ? SparkType.Double
        : SparkType.String;

    public Node Expand(string name, Node text) => name switch
    {
        "@strip" => Stripped("btrim", text),
        "@lstrip" => Stripped("ltrim", text),
        "@rstrip" => Stripped("rtrim", text),
        "@lower" => CaseMapped("lower", text),
        "@upper" => CaseMapped("upper", text),
        "@words" => Words(text),
        "@number_text" => factory.Case(
            IsAscii(text), Text("btrim", text, factory.Text(NumberBlanks)), ToAscii(Text("btrim", text, factory.Text(Evaluator.Blanks)))),
        "@digits" => factory.Case(IsAscii(text), text, ToAscii(text)),
        "@midnight" => factory.Cast(text, SparkType.TimestampNtz),
        "@title" => Titled(text),
        "@sigmas" => WithLoweredSigmas(text),
        "@title_letter" => TitleOf(text),
        "@capitalize" => Capitalized(text),
        "@big" => BigDigits(text),
        _ when name.StartsWith("@exact", StringComparison.Ordinal) => Whole(text, factory.Number(Math.Pow(10, name[^1] - '0'))),
        _ when name.StartsWith("@round", StringComparison.Ordinal) => Rounded(text, name[^1] - '0'),
        _ when name.StartsWith("@fixed", StringComparison.Ordinal) => Fixed(text, name[6] - '0', name.EndsWith('g')),
        _ => throw new InvalidOperationException($"there is no idiom '{name}'"),
    };

    private Node Text(string function, params Node[] parts) => factory.Call(function, SparkType.String, parts);

    private Node IsAscii(Node text) => factory.Call(
        "<=>", SparkType.Boolean, factory.Call("octet_length", SparkType.Int, text), factory.Call("length", SparkType.Int, text));

    private Node ToAscii(Node text) => Text(
        "translate", text, factory.Text(PythonDigits.Beyond), factory.Text(string.Concat(Enumerable.Repeat("0123456789", PythonDigits.Beyond.EnumerateRunes().Count() / 10))));

    private Node Stripped(string function, Node text) =>
        factory.Case(IsAscii(text), Text(function, text, factory.Text(AsciiBlanks)), Text(function, text, factory.Text(Evaluator.Blanks)));

    private Node CaseMapped(string function, Node text)
    {
        var mapped = Text(function, text);
        if (!target.HasNewUnicode)
        {
            var (from, to) = function == "lower" ? (CaseTables.Capitals, CaseTables.Smalls) : (CaseTables.Smalls, CaseTables.Capitals);
            var translated = Text("translate", mapped, factory.Text(from), factory.Text(to));
            return factory.Case(IsAscii(text), mapped, function == "upper" ? translated : factory.Case(
                factory.Call("contains", SparkType.Boolean, text, factory.Text("\u03a3")), WithSigmas(text, from, to), translated));
        }

        var letters = function == "lower" ? CaseTables.LoweredBySpark : CaseTables.RaisedBySpark;
        var hasNone = factory.Not(factory.Call("rlike", SparkType.Boolean, text, factory.Text($"[{letters}]")));
        var part = factory.Variable(SparkType.String);
        var kept = factory.Case(factory.Call("rlike", SparkType.Boolean, part, factory.Text($"[{letters}]")), part, Text(function, part));
        var texts = SparkType.Array(SparkType.String);
        var parts = factory.Call("regexp_extract_all", texts, text, factory.Text($"[{letters}]|[^{letters}]+"), factory.Int(0));
        var rejoined = Text("array_join", factory.Call("transform", texts, parts, factory.Lambda([part], kept)), factory.Text(""));
        return factory.Case(factory.Or(IsAscii(text), hasNone), mapped, rejoined);
    }

    /// <summary>Lowers the sigmas first, so that Java's rule for them has nothing to do.</summary>
    private Node WithSigmas(Node text, string from, string to)
    {
        var final = Text("regexp_replace", text, factory.Text(CaseTables.FinalSigma), factory.Text("\u03c2"));
        var all = Text("replace", final, factory.Text("\u03a3"), factory.Text("\u03c3"));
        return Text("translate", Text("lower", all), factory.Text(from), factory.Text(to));
    }

    private Node Words(Node text)
    {
        var texts = SparkType.Array(SparkType.String);
        var word = factory.Variable(SparkType.String);
        var isWord = factory.Not(factory.Call("<=>", SparkType.Boolean, word, factory.Text("")));
        return factory.Call("filter", texts, factory.Call("split", texts, text, factory.Text(BlankClass + "+")), factory.Lambda([word], isWord));
    }
}
