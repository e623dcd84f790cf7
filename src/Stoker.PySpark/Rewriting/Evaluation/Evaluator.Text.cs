using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Methods of str. The receiver is not None here.</content>
internal sealed partial class Evaluator
{
    /// <summary>The 29 characters of <c>str.isspace</c>.</summary>
    internal const string Blanks =
        "\t\n\u000b\u000c\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

    private Value TextMethod(Value text, string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        if (text.Kind == PythonKind.Never)
        {
            return text;
        }

        if (name == "format")
        {
            return BraceFormat(text, arguments, keywords, at);
        }

        if (name is "split" or "rsplit" && keywords is [{ Name: "maxsplit" or "sep" } only])
        {
            arguments = only.Name == "sep" ? [only.Value, .. arguments] : arguments.Count == 0 ? [new Value(PythonKind.None), only.Value] : [.. arguments, only.Value];
        }
        else if (keywords.Count > 0 && name != "encode")
        {
            throw Refuse(ReasonCode.UnknownFunction, $"it calls .{name} with keyword arguments", at);
        }

        // A None where a str belongs raises in Python; NULL would pass through.
        var given = arguments.Select(argument => argument is { Kind: PythonKind.Text, IsNullable: true } ? NotNone(argument, "TypeError") : argument).ToList();
        if (given.Any(argument => argument.Kind == PythonKind.Never))
        {
            return Value.Never;
        }

        var s = text.Node!;
        return name switch
        {
            "lower" or "upper" when given.Count == 0 => TextNode(CaseMapped(name, text)),
            "casefold" or "swapcase" => throw Refuse(ReasonCode.UnicodeTables, $".{name}() follows Unicode tables that the JVM maps differently", at),
            "title" or "capitalize" when given.Count == 0 => TextNode(factory.Call("@" + name, SparkType.String, s)),
            "isupper" when given.Count == 0 => Boolean(factory.And(Has(s, PythonCases.Upper), factory.And(factory.Not(Has(s, PythonCases.Lower)), factory.Not(Has(s, PythonCases.Title))))),
            "islower" when given.Count == 0 => Boolean(factory.And(Has(s, PythonCases.Lower), factory.And(factory.Not(Has(s, PythonCases.Upper)), factory.Not(Has(s, PythonCases.Title))))),
            "strip" or "lstrip" or "rstrip" => TextNode(Stripped(name, text, given, at)),
            "replace" => Replaced(text, given, at),
            "translate" when given is [{ Kind: PythonKind.Dict } table] => Translated(text, table, at),
            "startswith" or "endswith" when given.Count == 1 => Boolean(StartsOrEnds(name, s, given[0], at)),
            "find" or "index" => Found(text, name, given, at),
            "rfind" or "rindex" when given is [{ Text: { Length: > 0 } part }] => FoundLast(text, part, name),
            "count" when given is [{ Text: { Length: > 0 } part }] => Counted(text, part),
            "split" => Split(text, given, at),
            "rsplit" or "rpartition" => RightSplit(text, name, given, at),
            "partition" when given is [{ Text: { Length: > 0 } separator }] => Partition(text, separator),
            "zfill" when Width(given, 0) is { } width => TextNode(ZeroFilled(s, width)),
            "rjust" or "ljust" or "center" when Width(given, 0) is { } width && (given.Count == 1 || given[1].Text is not null) =>
                TextNode(Justified(name, s, width, given.Count > 1 ? given[1].Text! : " ", at)),
            "isspace" when given.Count == 0 => Boolean(factory.And(
                factory.Not(Equal(s, factory.Text(""))), Equal(factory.Call("btrim", SparkType.String, s, factory.Text(Blanks)), factory.Text("")))),
            "isascii" when given.Count == 0 => Boolean(IsAscii(s)),
            "isdigit" or "isdecimal" or "isnumeric" when given.Count == 0 => Boolean(MadeOf(s, PythonDigits.Of(name))),
            "isalpha" or "isalnum" when given.Count == 0 => Boolean(MadeOf(s, name == "isalpha" ? PythonLetters.Alphabetic : PythonLetters.Alphanumeric)),
            "istitle" or "isidentifier" =>
                throw Refuse(ReasonCode.UnicodeTables, $".{name}() follows Unicode tables that differ between Python and the JVM", at),
            "removeprefix" when given is [{ Text: { } prefix }] => TextNode(WithoutPrefix(s, prefix)),
            "removesuffix" when given is [{ Text: { } suffix }] => TextNode(WithoutSuffix(s, suffix)),
            "encode" => Encoded(s, given, keywords, at),
            "join" when given.Count == 1 => Joined(text, given[0], at),
            "splitlines" or "expandtabs" => throw Refuse(ReasonCode.UnknownFunction, $".{name}() has no native form", at),
            _ => throw Refuse(ReasonCode.UnknownFunction, $"it calls .{name}, which has no proven native form", at),
        };
    }

    /// <summary>Characters, as Python counts them.</summary>
    private static int Characters(string text) => text.EnumerateRunes().Count();

    private Node Length(Node text) => text.Value is string known ? factory.Int(Characters(known)) : factory.Call("length", SparkType.Int, text);

    private static int? Width(List<Value> given, int at) => given.Count > at && given[at].Integer is { } width && width >= 0 && width <= 10_000 ? (int)width : null;

    private Node IsAscii(Node s) => Equal(factory.Call("octet_length", SparkType.Int, s), factory.Call("length", SparkType.Int, s));

    private Node CaseMapped(string name, Value text)
    {
        if (text.Text is { } known && known.All(char.IsAscii))
        {
            return factory.Text(name == "lower" ? known.ToLowerInvariant() : known.ToUpperInvariant());
        }

        // The characters that Spark's Unicode and Python's map differently are few and known; see CaseTables.
        return factory.Call(name == "lower" ? "@lower" : "@upper", SparkType.String, text.Node!);
    }

    private Node Stripped(string name, Value text, List<Value> given, PythonNode at)
    {
        var s = text.Node!;
        var function = name switch { "strip" => "btrim", "lstrip" => "ltrim", _ => "rtrim" };
        if (given.Count == 0 || given[0].Kind == PythonKind.None)
        {
            return factory.Call(function == "btrim" ? "@strip" : "@" + name, SparkType.String, s);
        }

        return given[0].Text is { } characters
            ? characters.Length == 0 ? s : factory.Call(function, SparkType.String, s, factory.Text(characters))
            : throw Refuse(ReasonCode.UnknownFunction, $".{name}() of characters that are not constant", at);
    }

    private Node StartsOrEnds(string name, Node s, Value what, PythonNode at)
    {
        IReadOnlyList<Value> options = what.Kind == PythonKind.Sequence && !what.IsList ? what.Items : [what];
        var any = factory.False;
        foreach (var option in options)
        {
            any = option.Kind == PythonKind.Text && !option.IsNullable
                ? factory.Or(any, factory.Call(name, SparkType.Boolean, s, option.Node!))
                : throw Refuse(ReasonCode.UnknownFunction, $".{name}() of {Named(option)}", at);
        }

        return any;
    }

    private Value Found(Value text, string name, List<Value> given, PythonNode at)
    {
        if (given.Count is < 1 or > 2 || given[0].Kind != PythonKind.Text || (given.Count == 2 && (given[0].Text is not { Length: > 0 } || given[1].Integer is not { } k || k < 0 || k > 1_000_000)))
        {
            throw Refuse(ReasonCode.UnknownFunction, $".{name}() from a place that is not constant", at);
        }

        var place = given.Count == 1 || given[1].Integer!.Value.IsZero
            ? factory.Call("instr", SparkType.Int, text.Node!, given[0].Node!)
            : factory.Call("locate", SparkType.Int, given[0].Node!, text.Node!, factory.Int((long)given[1].Integer!.Value + 1));
        if (name == "index")
        {
            Raise(Equal(place, factory.Int(0)), "ValueError");
        }

        return IntNode(factory.Call("-", SparkType.Int, place, factory.Int(1)), new Interval(name == "index" ? 0 : -1, int.MaxValue));
    }

    private Value FoundLast(Value text, string part, string name)
    {
        var s = text.Node!;
        var place = factory.Call("instr", SparkType.Int, s, factory.Text(part));
        var missing = Equal(place, factory.Int(0));
        if (name == "rindex")
        {
            Raise(missing, "ValueError");
        }

        // Searched from the other end, where the part stands backwards.
        var backwards = string.Concat(part.EnumerateRunes().Reverse());
        var last = factory.Call("-", SparkType.Int, Length(s), factory.Call("instr", SparkType.Int, factory.Call("reverse", SparkType.String, s), factory.Text(backwards)));
        last = Characters(part) == 1 ? last : factory.Call("-", SparkType.Int, last, factory.Int(Characters(part) - 1));
        return IntNode(name == "rindex" ? last : factory.Case(missing, factory.Int(-1), last), new Interval(name == "rindex" ? 0 : -1, int.MaxValue));
    }

    private Value Counted(Value text, string part)
    {
        var s = text.Node!;
        var removed = factory.Call("-", SparkType.Int, Length(s), Length(factory.Call("replace", SparkType.String, s, factory.Text(part), factory.Text(""))));
        var width = Characters(part);
        return IntNode(
            width == 1 ? removed : factory.Call("div", SparkType.Long, factory.Cast(removed, SparkType.Long), factory.Whole(width)), Interval.Length);
    }

    private Node ZeroFilled(Node s, int width)
    {
        var sign = factory.Call("left", SparkType.String, s, factory.Int(1));
        var padded = factory.Call("lpad", SparkType.String, s, factory.Int(width), factory.Text("0"));
        var rest = factory.Call("substring", SparkType.String, s, factory.Int(2));
        var signed = factory.Call("concat", SparkType.String, sign, factory.Call("lpad", SparkType.String, rest, factory.Int(Math.Max(0, width - 1)), factory.Text("0")));
        return factory.Case(
            factory.Call(">=", SparkType.Boolean, Length(s), factory.Int(width)),
            s,
            factory.Case(factory.Call("in", SparkType.Boolean, sign, factory.Text("+"), factory.Text("-")), signed, padded));
    }

    private Node Justified(string name, Node s, int width, string fill, PythonNode at)
    {
        if (Characters(fill) != 1)
        {
            throw Refuse(ReasonCode.UnknownFunction, "a fill of more than one character", at);
        }

        var isLong = factory.Call(">=", SparkType.Boolean, Length(s), factory.Int(width));
        if (name != "center")
        {
            return factory.Case(isLong, s, factory.Call(name == "rjust" ? "lpad" : "rpad", SparkType.String, s, factory.Int(width), factory.Text(fill)));
        }

        return Centered(s, width, fill, true);
    }

    private Node Has(Node s, string characterClass) => factory.Call("rlike", SparkType.Boolean, s, factory.Text(characterClass));

    /// <summary>Not empty, and only of the given characters.</summary>
    private Node MadeOf(Node s, string characterClass) =>
        factory.Call("rlike", SparkType.Boolean, s, factory.Text("^" + characterClass + "+\\z"));

    private Node WithoutPrefix(Node s, string prefix) => prefix.Length == 0 ? s : factory.Case(
        factory.Call("startswith", SparkType.Boolean, s, factory.Text(prefix)),
        factory.Call("substring", SparkType.String, s, factory.Int(Characters(prefix) + 1)),
        s);

    private Node WithoutSuffix(Node s, string suffix) => suffix.Length == 0 ? s : factory.Case(
        factory.Call("endswith", SparkType.Boolean, s, factory.Text(suffix)),
        factory.Call("left", SparkType.String, s, factory.Call("-", SparkType.Int, Length(s), factory.Int(Characters(suffix)))),
        s);
}
