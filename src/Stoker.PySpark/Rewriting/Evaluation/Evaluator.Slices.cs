using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Slices, single characters and elements, splitting and joining.</content>
internal sealed partial class Evaluator
{
    private Value Slice(Value value, SliceExpression slice)
    {
        if (value.Kind == PythonKind.Text && slice.Step is null && TryComputedSlice(value, slice) is { } computed)
        {
            return computed;
        }

        var (lower, upper, step) = (Bound(slice.Lower), Bound(slice.Upper), Bound(slice.Step) ?? 1);
        switch (value.Kind)
        {
            case PythonKind.Sequence:
                return value with { Items = Sliced(value.Items, lower, upper, step, slice) };
            case PythonKind.Text when NotNone(value, "TypeError") is { Kind: PythonKind.Text } text:
                var most = MostOf(text);
                return TextNode(SlicedText(text.Node!, lower, upper, step, slice)) with
                {
                    HexDigits = step == 1 && text.HexDigits is { } digits && Sliced([.. Enumerable.Repeat(Value.Never, digits)], lower, upper, 1, slice).Count is > 0 and var left ? left : null,
                    MostCharacters = (lower, upper, step) switch
                    {
                        (null or >= 0, >= 0, 1) => Math.Max(0, upper!.Value - (lower ?? 0)),
                        ( < 0, null, 1) => -lower!.Value,
                        ( < 0, < 0, 1) => Math.Max(0, upper!.Value - lower!.Value),
                        (null or >= 0, _, 1) => most is { } all ? Math.Max(0, all - (lower ?? 0)) : null,
                        _ => most,
                    },
                };
            case PythonKind.List when NotNone(value, "TypeError") is { Kind: PythonKind.List } list:
                return list with { Node = SlicedList(list.Node!, lower, upper, step, slice) };
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"a slice of {Named(value)}", slice);
        }
    }

    /// <summary>A slice of a str from or to a place that is computed and never negative.</summary>
    private Value? TryComputedSlice(Value value, SliceExpression slice)
    {
        var ends = new[] { slice.Lower, slice.Upper }.Select(end => end is null ? null : Evaluate(end)).Select(end => end?.Kind == PythonKind.None ? null : end).ToList();
        if (ends.All(end => end is null or { IsConstant: true }) || ends.Any(end => end is not (null or { Kind: PythonKind.Int, Beyond: null, Range.Low.Sign: >= 0 }) || (end is not null && MayBeNone(end))))
        {
            return null;
        }

        var text = NotNone(value, "TypeError");
        if (text.Kind == PythonKind.Never)
        {
            return text;
        }

        // No text is longer than 2^31 - 2 characters.
        Node Place(Value end) => end.Integer is { } known && known < int.MaxValue ? factory.Int((long)known) : factory.Cast(
            factory.Call("least", SparkType.Long, factory.Cast(end.Node!, SparkType.Long), factory.Whole(int.MaxValue - 1)), SparkType.Int);
        var from = ends[0] is { } lower ? Place(lower) : factory.Int(0);
        var start = factory.Call("+", SparkType.Int, from, factory.Int(1));
        return TextNode(ends[1] is not { } upper
            ? factory.Call("substring", SparkType.String, text.Node!, start)
            : factory.Call("substring", SparkType.String, text.Node!, start, factory.Call("greatest", SparkType.Int, factory.Call("-", SparkType.Int, Place(upper), from), factory.Int(0))));
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

    /// <summary>The most characters of a text, from how it is made or from what the path has tested.</summary>
    private int? MostOf(Value text)
    {
        var tested = text.Node is { } node ? facts.Narrow(Length(node), Interval.Length).High : int.MaxValue;
        var known = text.Text is { } constant ? Characters(constant) : text.HexDigits ?? text.MostCharacters;
        return tested < int.MaxValue && (known is null || tested < known) ? (int)tested : known;
    }

    private static List<Value> Sliced(IReadOnlyList<Value> items, int? lower, int? upper, int step, PythonNode at)
    {
        if (step == 0)
        {
            throw Refuse(ReasonCode.UnknownFunction, "a slice with a step of 0", at);
        }

        if (step < 0)
        {
            var taken = new List<Value>();
            var last = upper is { } end ? Math.Max(end < 0 ? end + items.Count : end, -1) : -1;
            for (var i = Math.Min(lower is { } start ? (start < 0 ? start + items.Count : start) : items.Count - 1, items.Count - 1); i > last; i += step)
            {
                taken.Add(items[i]);
            }

            return taken;
        }

        var from = Math.Clamp(lower is < 0 ? lower.Value + items.Count : lower ?? 0, 0, items.Count);
        var to = Math.Clamp(upper is < 0 ? upper.Value + items.Count : upper ?? items.Count, from, items.Count);
        return [.. items.Skip(from).Take(to - from).Where((_, i) => i % step == 0)];
    }

    private Node SlicedText(Node s, int? lower, int? upper, int step, PythonNode at)
    {
        Node Part(params Node[] parts) => factory.Call("substring", SparkType.String, [s, .. parts]);
        Node Left(int less) => factory.Call("greatest", SparkType.Int, factory.Call("-", SparkType.Int, Length(s), factory.Int(less)), factory.Int(0));
        if (step < 0)
        {
            return SlicedText(factory.Call("reverse", SparkType.String, BeforeReversal(s, lower, upper, at)), null, null, -step, at);
        }

        if (step > 1)
        {
            var cut = lower is null && upper is null ? s : SlicedText(s, lower, upper, 1, at);
            var (character, place) = (factory.Variable(SparkType.String), factory.Variable(SparkType.Int));
            var characters = factory.Call("regexp_extract_all", Texts, cut, factory.Text("(?s)."), factory.Int(0));
            var isKept = Equal(factory.Call("%", SparkType.Int, place, factory.Int(step)), factory.Int(0));
            return factory.Call("array_join", SparkType.String, factory.Call("filter", Texts, characters, factory.Lambda([character, place], isKept)), factory.Text(""));
        }

        if (step != 1)
        {
            throw Refuse(ReasonCode.UnknownFunction, "a slice with a step of 0", at);
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

    /// <summary>The part of a text that a slice with a negative step walks through from its end.</summary>
    private Node BeforeReversal(Node s, int? lower, int? upper, PythonNode at) => (lower, upper) switch
    {
        (null or -1, null) => s,
        ( >= 0, null) => SlicedText(s, null, lower!.Value + 1, 1, at),
        ( < -1, null) => SlicedText(s, null, lower!.Value + 1, 1, at),
        (null or -1, >= 0) => SlicedText(s, upper.Value + 1, null, 1, at),
        (null or -1, -1) => factory.Text(""),
        (null or -1, < -1) => SlicedText(s, upper.Value + 1, null, 1, at),
        _ => throw Refuse(ReasonCode.UnknownFunction, "a backward slice with two ends", at),
    };

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
            : factory.Call("substring", SparkType.String, s, factory.Int(at), factory.Int(1))) with
        { MostCharacters = 1 };
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
        if (node.Is("split") && node.Parts.Count == 2 && node.Parts[1].Value is string { } pattern && SeparatorOf(pattern) is { } separator && at is 0 or -1)
        {
            return TextNode(factory.Call("substring_index", SparkType.String, node.Parts[0], factory.Text(separator), factory.Int(at == 0 ? 1 : -1)));
        }

        return (Incoming(factory.PartialCall("element_at", type, node, factory.Int(at >= 0 ? at + 1 : at)), type, true)
            ?? throw Refuse(ReasonCode.UnknownType, $"elements of type {type}", null)) with
        { IsNullable = list.Element!.IsNullable };
    }

    private static readonly SparkType Texts = SparkType.Array(SparkType.String);

    private static Value TextList(Node node) => new(PythonKind.List) { Node = node, Element = new Value(PythonKind.Text) };
}
