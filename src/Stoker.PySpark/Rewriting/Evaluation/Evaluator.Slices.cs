using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Slices, single characters and elements, splitting and joining.</content>
internal sealed partial class Evaluator
{
    private Value Slice(Value value, SliceExpression slice)
    {
        var (lower, upper, step) = (Bound(slice.Lower), Bound(slice.Upper), Bound(slice.Step) ?? 1);
        switch (value.Kind)
        {
            case PythonKind.Sequence:
                return value with { Items = Sliced(value.Items, lower, upper, step, slice) };
            case PythonKind.Text when NotNone(value, "TypeError") is { Kind: PythonKind.Text } text:
                return TextNode(SlicedText(text.Node!, lower, upper, step, slice));
            case PythonKind.List when NotNone(value, "TypeError") is { Kind: PythonKind.List } list:
                return list with { Node = SlicedList(list.Node!, lower, upper, step, slice) };
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"a slice of {Named(value)}", slice);
        }
    }

    private int? Bound(PythonExpression? expression)
    {
        if (expression is null || Evaluate(expression) is { Kind: PythonKind.None })
        {
            return null;
        }

        return Evaluate(expression).Integer is { } bound && BigInteger.Abs(bound) < 1_000_000
            ? (int)bound
            : throw Refuse(ReasonCode.UnknownFunction, "a slice whose ends are not constant", expression);
    }

    private static List<Value> Sliced(IReadOnlyList<Value> items, int? lower, int? upper, int step, PythonNode at)
    {
        if (step is not (1 or -1))
        {
            throw Refuse(ReasonCode.UnknownFunction, "a slice with a step", at);
        }

        if (step == -1)
        {
            return lower is null && upper is null ? [.. items.Reverse()] : throw Refuse(ReasonCode.UnknownFunction, "a backward slice with ends", at);
        }

        var from = Math.Clamp(lower is < 0 ? lower.Value + items.Count : lower ?? 0, 0, items.Count);
        var to = Math.Clamp(upper is < 0 ? upper.Value + items.Count : upper ?? items.Count, from, items.Count);
        return [.. items.Skip(from).Take(to - from)];
    }

    private Node SlicedText(Node s, int? lower, int? upper, int step, PythonNode at)
    {
        Node Part(params Node[] parts) => factory.Call("substring", SparkType.String, [s, .. parts]);
        Node Left(int less) => factory.Call("greatest", SparkType.Int, factory.Call("-", SparkType.Int, Length(s), factory.Int(less)), factory.Int(0));
        if (step == -1 && lower is null && upper is null)
        {
            return factory.Call("reverse", SparkType.String, s);
        }

        if (step != 1)
        {
            throw Refuse(ReasonCode.UnknownFunction, "a slice with a step", at);
        }

        return (lower, upper) switch
        {
            (null or 0, null) => s,
            ( >= 0, null) => Part(factory.Int(lower!.Value + 1)),
            (null or >= 0, >= 0) => Part(factory.Int((lower ?? 0) + 1), factory.Int(Math.Max(upper.Value - (lower ?? 0), 0))),
            (null or >= 0, < 0) => Part(factory.Int((lower ?? 0) + 1), Left(-upper.Value + (lower ?? 0))),
            ( < 0, null) => factory.Call("right", SparkType.String, s, factory.Int(-lower.Value)),
            ( < 0, < 0) when upper <= lower => factory.Text(""),
            // substring from before the start cuts what lies before it.
            ( < 0, < 0) => Part(factory.Int(lower.Value), factory.Int(upper.Value - lower.Value)),
            _ => throw Refuse(ReasonCode.UnknownFunction, "a slice from the end to a place from the start", at),
        };
    }

    private Node SlicedList(Node list, int? lower, int? upper, int step, PythonNode at)
    {
        Node Slice(Node from, Node count) => factory.Call("slice", list.Type, list, from, count);
        var size = SizeNode(list);
        Node AtLeastZero(Node node) => factory.Call("greatest", SparkType.Int, node, factory.Int(0));
        Node Less(int count) => factory.Call("-", SparkType.Int, size, factory.Int(count));
        return (lower, upper, step) switch
        {
            (null, null, -1) => factory.Call("reverse", list.Type, list),
            (null or 0, null, 1) => list,
            (null or >= 0, >= 0, 1) => Slice(factory.Int((lower ?? 0) + 1), factory.Int(Math.Max(upper.Value - (lower ?? 0), 0))),
            ( >= 0, null, 1) => Slice(factory.Int(lower.Value + 1), size),
            (null or >= 0, < 0, 1) => Slice(factory.Int((lower ?? 0) + 1), AtLeastZero(Less(-upper.Value + (lower ?? 0)))),
            ( < 0, null, 1) => Slice(factory.Call("+", SparkType.Int, AtLeastZero(Less(-lower.Value)), factory.Int(1)), factory.Int(-lower.Value)),
            _ => throw Refuse(ReasonCode.UnknownFunction, "a slice of a list that has no native form", at),
        };
    }

    private Value CharacterAt(Value text, int at)
    {
        if (text.Kind == PythonKind.Never)
        {
            return text;
        }

        var s = text.Node!;
        var needed = at >= 0 ? at + 1 : -at;
        Raise(factory.Call("<", SparkType.Boolean, Length(s), factory.Int(needed)), "IndexError");
        return TextNode(at >= 0
            ? factory.Call("substring", SparkType.String, s, factory.Int(at + 1), factory.Int(1))
            : factory.Call("substring", SparkType.String, s, factory.Int(at), factory.Int(1)));
    }

    private Value ElementAt(Value list, int at)
    {
        if (list.Kind == PythonKind.Never)
        {
            return list;
        }

        var node = list.Node!;
        var needed = at >= 0 ? at + 1 : -at;
        Raise(factory.Call("<", SparkType.Boolean, SizeNode(node), factory.Int(needed)), "IndexError");
        var type = node.Type.Element!;

        // One part of a text needs no array.
        if (node.Is("split") && node.Parts.Count == 2 && node.Parts[1].Value is string { } pattern && pattern.StartsWith("\\Q", StringComparison.Ordinal) && at is 0 or -1)
        {
            return TextNode(factory.Call("substring_index", SparkType.String, node.Parts[0], factory.Text(pattern[2..^2]), factory.Int(at == 0 ? 1 : -1)));
        }

        return (Incoming(factory.PartialCall("element_at", type, node, factory.Int(at >= 0 ? at + 1 : at)), type, true)
            ?? throw Refuse(ReasonCode.UnknownType, $"elements of type {type}", null)) with
        { IsNullable = list.Element!.IsNullable };
    }

    private static readonly SparkType Texts = SparkType.Array(SparkType.String);

    private static Value TextList(Node node) => new(PythonKind.List) { Node = node, Element = new Value(PythonKind.Text) };

    private Value Split(Value text, List<Value> given, PythonNode at)
    {
        if (given.Count == 0 || given[0].Kind == PythonKind.None)
        {
            if (given.Count > 1)
            {
                throw Refuse(ReasonCode.UnknownFunction, ".split() at white space with a limit", at);
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

        var pattern = factory.Text(separator.Contains("\\E", StringComparison.Ordinal)
            ? throw Refuse(ReasonCode.RegexDialect, "a separator that holds \\E", at)
            : $"\\Q{separator}\\E");
        return TextList(limit < 0
            ? factory.Call("split", Texts, text.Node!, pattern)
            : factory.Call("split", Texts, text.Node!, pattern, factory.Int(limit + 1)));
    }

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
