using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Splitting and joining of texts.</content>
internal sealed partial class Evaluator
{
    private Value Split(Value text, List<Value> given, PythonNode at)
    {
        if (given.Count == 0 || given[0].Kind == PythonKind.None)
        {
            if (given.Count > 1 && !(given[1].Integer is { Sign: < 0 }))
            {
                return given[1].Integer is { Sign: > 0 } few && few < 1_000_000
                    ? TextList(FirstWords(text.Node!, (int)few))
                    : throw Refuse(ReasonCode.UnknownFunction, ".split() at white space with a limit that is zero or not constant", at);
            }

            return TextList(factory.Call("@words", Texts, text.Node!));
        }

        if (given[0].Text is not { } separator)
        {
            throw Refuse(ReasonCode.UnknownFunction, ".split() at a text that is not constant", at);
        }

        if (separator.Length == 0)
        {
            RaiseAlways("ValueError");
            return Value.Never;
        }

        var limit = given.Count < 2 ? -1
            : given[1].Integer is { } most && BigInteger.Abs(most) < 1_000_000 ? (int)most
            : throw Refuse(ReasonCode.UnknownFunction, ".split() with a limit that is not constant", at);
        if (limit == 0)
        {
            return TextList(factory.Call("array", Texts, text.Node!));
        }

        var pattern = factory.Text(PatternOf(separator, at));
        return TextList(limit < 0
            ? factory.Call("split", Texts, text.Node!, pattern)
            : factory.Call("split", Texts, text.Node!, pattern, factory.Int(limit + 1)));
    }

    /// <summary>The first words and the rest, which keeps the blanks at its end; nothing stands for a rest of blanks.</summary>
    private Node FirstWords(Node text, int count)
    {
        var parts = factory.Call("split", Texts, factory.Call("@lstrip", SparkType.String, text), factory.Text(Idioms.BlankClass + "+"), factory.Int(count + 1));
        var part = factory.Variable(SparkType.String);
        return factory.Call("filter", Texts, parts, factory.Lambda([part], factory.Not(Equal(part, factory.Text("")))));
    }

    private const string Metacharacters = ".$|()[{^?*+\\";

    /// <summary>
    /// The pattern of a plain text. Java splits at one character, escaped or not, without a pattern; any other it compiles anew for each row, which made a native form slower than its
    /// UDF.
    /// </summary>
    private static string PatternOf(string separator, PythonNode at) =>
        separator.Length == 1 ? (Metacharacters.Contains(separator[0], StringComparison.Ordinal) ? "\\" + separator : separator)
        : separator.Contains("\\E", StringComparison.Ordinal) ? throw Refuse(ReasonCode.RegexDialect, "a separator that holds \\E", at)
        : $"\\Q{separator}\\E";

    /// <summary>The text that a pattern stands for, where it is one of <see cref="PatternOf"/>.</summary>
    private static string? SeparatorOf(string pattern) =>
        pattern.StartsWith("\\Q", StringComparison.Ordinal) ? pattern[2..^2]
        : pattern is ['\\', var escaped] ? (Metacharacters.Contains(escaped, StringComparison.Ordinal) ? pattern[1..] : null)
        : pattern.Length == 1 && !Metacharacters.Contains(pattern[0], StringComparison.Ordinal) ? pattern : null;

    private Value Partition(Value text, string separator)
    {
        var s = text.Node!;
        var place = factory.Call("instr", SparkType.Int, s, factory.Text(separator));
        var missing = Equal(place, factory.Int(0));
        var width = Characters(separator);
        return new Value(PythonKind.Sequence)
        {
            Items =
            [
                TextNode(factory.Call("substring_index", SparkType.String, s, factory.Text(separator), factory.Int(1))),
                TextNode(factory.Case(missing, factory.Text(""), factory.Text(separator))),
                TextNode(factory.Case(missing, factory.Text(""), factory.Call(
                    "right", SparkType.String, s, factory.Call("-", SparkType.Int, Length(s), factory.Call("+", SparkType.Int, place, factory.Int(width - 1)))))),
            ],
        };
    }

    private Value RightSplit(Value text, string name, List<Value> given, PythonNode at)
    {
        if (given.Count == 0 || given[0].Text is not { Length: > 0 } separator || Characters(separator) != 1
            || (name == "rsplit" && !(given.Count == 2 && given[1].Integer is { } one && one.IsOne)))
        {
            throw Refuse(ReasonCode.UnknownFunction, $".{name}() has a native form for one character and one split only", at);
        }

        var s = text.Node!;
        var place = factory.Call("instr", SparkType.Int, s, factory.Text(separator));
        var missing = Equal(place, factory.Int(0));
        var tail = factory.Call("substring_index", SparkType.String, s, factory.Text(separator), factory.Int(-1));
        var head = factory.Call(
            "left", SparkType.String, s, factory.Call("-", SparkType.Int, factory.Call("-", SparkType.Int, Length(s), factory.Call("length", SparkType.Int, tail)), factory.Int(1)));
        return name == "rsplit"
            ? TextList(factory.Case(missing, factory.Call("array", Texts, s), factory.Call("array", Texts, head, tail)))
            : new Value(PythonKind.Sequence)
            {
                Items =
                [
                    TextNode(factory.Case(missing, factory.Text(""), head)),
                    TextNode(factory.Case(missing, factory.Text(""), factory.Text(separator))),
                    TextNode(tail),
                ],
            };
    }

    private Value Joined(Value separator, Value items, PythonNode at)
    {
        if (items.Kind == PythonKind.Never || separator.Text is not { } between)
        {
            return items.Kind == PythonKind.Never ? items : throw Refuse(ReasonCode.UnknownFunction, ".join() by a text that is not constant", at);
        }

        if (items is { Kind: PythonKind.Text })
        {
            throw Refuse(ReasonCode.UnknownFunction, ".join() of the characters of a text", at);
        }

        if (items.Kind == PythonKind.List)
        {
            items = NotNone(items, "TypeError");
            if (items.Kind == PythonKind.Never)
            {
                return items;
            }

            if (items.Element!.Kind != PythonKind.Text)
            {
                throw Refuse(ReasonCode.UnknownFunction, ".join() of items that are no texts", at);
            }

            if (items.Element.IsNullable)
            {
                Raise(Exists(items, IsNone), "TypeError");
            }

            return TextNode(factory.Call("array_join", SparkType.String, items.Node!, factory.Text(between)));
        }

        if (items.Kind != PythonKind.Sequence)
        {
            throw Refuse(ReasonCode.DictionaryOrder, $".join() of {Named(items)}", at);
        }

        var parts = new List<Node>();
        foreach (var item in items.Items)
        {
            if (item.Kind is not (PythonKind.Text or PythonKind.None))
            {
                return item.IsNumber ? RaiseAlways("TypeError") : throw Refuse(ReasonCode.UnknownFunction, $".join() of {Named(item)}", at);
            }

            if (parts.Count > 0)
            {
                parts.Add(factory.Text(between));
            }

            var text = NotNone(item, "TypeError");
            if (text.Kind == PythonKind.Never)
            {
                return text;
            }

            parts.Add(text.Node!);
        }

        return TextNode(Concat(parts));
    }
}
