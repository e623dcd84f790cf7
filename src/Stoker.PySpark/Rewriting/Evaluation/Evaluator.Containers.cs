using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Membership and subscripts.</content>
internal sealed partial class Evaluator
{
    private Node Contains(Value container, Value item, PythonNode at)
    {
        switch (container.Kind)
        {
            case PythonKind.Text:
                container = NotNone(container, "TypeError");
                if (item.Kind is not (PythonKind.Text or PythonKind.None))
                {
                    RaiseAlways("TypeError");
                    return factory.False;
                }

                item = NotNone(item, "TypeError");
                return item.Kind == PythonKind.Never ? factory.False
                    : container.Text is { } text && item.Text is { } part ? factory.Bool(text.Contains(part, StringComparison.Ordinal))
                    : factory.Call("contains", SparkType.Boolean, container.Node!, item.Node!);
            case PythonKind.Sequence or PythonKind.Set when container.Node is null:
                return IsAnyOf(item, container.Items, at);
            case PythonKind.Dict:
                return IsAnyOf(item, [.. container.Entries.Select(entry => entry.Key)], at);
            case PythonKind.Range:
                return InRange(container, item, at);
            case PythonKind.List or PythonKind.Set:
                container = NotNone(container, "TypeError");
                return Exists(container, element => Equals(element, item, at));
            case PythonKind.Map:
                container = NotNone(container, "TypeError");
                item = item.Kind == PythonKind.None ? item : item;
                return item.Kind == PythonKind.Text && container.Node!.Type.Key!.Kind == SparkKind.String
                    ? factory.And(IsSome(item), factory.Call("map_contains_key", SparkType.Boolean, container.Node, item.Node!))
                    : throw Refuse(ReasonCode.UnknownFunction, "it looks for a key of another type in a map", at);
            case PythonKind.None:
                RaiseAlways("TypeError");
                return factory.False;
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"'in' {Named(container)}", at);
        }
    }

    private Node IsSome(Value value) => factory.Not(IsNone(value));

    private Node IsAnyOf(Value item, IReadOnlyList<Value> options, PythonNode at)
    {
        var plain = item.Node is not null && item.Kind is PythonKind.Text or PythonKind.Int && options.Count > 1;
        var constants = plain ? options.Where(option => option.Kind == item.Kind && option.IsConstant
            && (option.Integer is not { } whole || item.Range.Contains(whole))).Select(option => option.Node!).Distinct().ToList() : [];
        var rest = plain ? options.Where(option => !(option.Kind == item.Kind && option.IsConstant)).ToList() : [.. options];
        var any = factory.False;
        if (constants.Count == 1 || item.IsConstant)
        {
            any = constants.Aggregate(any, (sum, constant) => factory.Or(sum, Equal(item.Node!, factory.Literal(constant.Value, item.Node!.Type))));
        }
        else if (constants.Count > 1)
        {
            var node = factory.Call("in", SparkType.Boolean, [item.Node!, .. constants.Select(constant => factory.Literal(constant.Value, item.Node!.Type))]);
            any = MayBeNone(item) ? factory.And(factory.IsNotNull(item.Node!), node) : node;
        }

        return rest.Aggregate(any, (sum, option) => factory.Or(sum, Equals(item, option, at)));
    }

    private Node InRange(Value range, Value item, PythonNode at)
    {
        if (item.Kind == PythonKind.None)
        {
            return factory.False;
        }

        if (item.Kind is not (PythonKind.Int or PythonKind.Bool) || range.Items[2].Integer is not { } step || step <= 0
            || range.Items[0].Integer is not { } start || range.Items[1].Integer is null)
        {
            throw Refuse(ReasonCode.UnknownFunction, "'in' a range that is not constant", at);
        }

        var present = IsSome(item);
        return factory.And(present, Under(present, true, () =>
        {
            var whole = AsInt(item) with { IsNullable = false };
            var inside = factory.And(OrderedNumbers(">=", whole, range.Items[0], at), OrderedNumbers("<", whole, range.Items[1], at));
            if (step.IsOne)
            {
                return inside;
            }

            var node = factory.Cast(whole.Node!, SparkType.Long);
            var rest = factory.Call("pmod", SparkType.Long, node, factory.Whole(step));
            return factory.And(inside, Equal(rest, factory.Whole(Mod(start, step))));
        }));
    }

    private Value Subscript(SubscriptExpression subscript)
    {
        var value = Evaluate(subscript.Value);
        if (value.Kind == PythonKind.Never)
        {
            return value;
        }

        if (value.Kind == PythonKind.None)
        {
            return RaiseAlways("TypeError");
        }

        if (value.IsIterator)
        {
            throw Refuse(ReasonCode.Loop, "a subscript of an iterator", subscript);
        }

        if (value.Kind == PythonKind.SeriesText)
        {
            return PartsOf(value, subscript);
        }

        if (subscript.Key is SliceExpression slice)
        {
            return Slice(value, slice);
        }

        var index = Evaluate(subscript.Key);
        switch (value.Kind)
        {
            case PythonKind.Dict:
                return DictLookup(value, index, null, subscript);
            case PythonKind.Record when index.Text is { } column:
                return ColumnOf(value, column, subscript);
            case PythonKind.Record when index.Integer is { } at && value.Items.Count > 0:
                at = at < 0 ? at + value.Items.Count : at;
                return at >= 0 && at < value.Items.Count ? value.Items[(int)at] : RaiseAlways("IndexError");
            case PythonKind.Sequence when index.Integer is { } at:
                at = at < 0 ? at + value.Items.Count : at;
                return at >= 0 && at < value.Items.Count ? value.Items[(int)at] : RaiseAlways("IndexError");
            case PythonKind.Sequence when index.Kind is PythonKind.Int or PythonKind.Bool && value.Items.Count is > 0 and <= 64:
                return ItemOf(value, NotNone(AsInt(index), "TypeError"), subscript);
            case PythonKind.Row when index.Text is { } name:
                return Field(NotNone(value, "TypeError"), name, subscript);
            case PythonKind.Row when index.Integer is { } place:
                var fields = value.Node!.Type.Fields;
                place = place < 0 ? place + fields.Count : place;
                return place >= 0 && place < fields.Count ? Field(NotNone(value, "TypeError"), fields[(int)place].Name, subscript) : RaiseAlways("IndexError");
            case PythonKind.Map:
                return MapLookup(NotNone(value, "TypeError"), index, null, subscript);
            case PythonKind.Match:
                return MatchMethod(value, "group", [index], subscript);
            case PythonKind.Text when index.Integer is { } at && BigInteger.Abs(at) < 100_000:
                return CharacterAt(NotNone(value, "TypeError"), (int)at);
            case PythonKind.List when index.Integer is { } at && BigInteger.Abs(at) < 100_000:
                return ElementAt(NotNone(value, "TypeError"), (int)at);
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"a subscript of {Named(value)} that is not constant", subscript);
        }
    }

    private Value ItemOf(Value sequence, Value index, PythonNode at)
    {
        var count = sequence.Items.Count;
        var outside = factory.Or(OrderedNumbers("<", index, Integer(-count), at), OrderedNumbers(">=", index, Integer(count), at));
        Raise(outside, "IndexError");
        var result = sequence.Items[count - 1];
        for (var i = count - 2; i >= 0; i--)
        {
            var here = factory.Or(NumbersEqual(index, Integer(i), at), NumbersEqual(index, Integer(i - count), at));
            result = Merge(here, sequence.Items[i], result, at);
        }

        return result;
    }

    private Value Field(Value row, string name, PythonNode at)
    {
        if (row.Kind == PythonKind.Never)
        {
            return row;
        }

        foreach (var (field, type) in row.Node!.Type.Fields)
        {
            if (field == name)
            {
                return Incoming(factory.Call(".", type, row.Node, factory.Text(name)), type, true)
                    ?? throw Refuse(ReasonCode.UnknownType, $"field '{name}' is of type {type}", at);
            }
        }

        throw Refuse(ReasonCode.UnknownType, $"the struct has no field '{name}'", at);
    }

    /// <summary>A column, element or field as the Python value that a UDF sees; absent for types without a safe counterpart.</summary>
    internal Value? Incoming(Node node, SparkType type, bool isNullable)
    {
        var value = type.Kind switch
        {
            SparkKind.Boolean => Boolean(node),
            SparkKind.Byte or SparkKind.Short or SparkKind.Int or SparkKind.Long => new Value(PythonKind.Int) { Node = node, Range = Interval.Of(type) },
            SparkKind.Float => new Value(PythonKind.Float) { Node = factory.Cast(node, SparkType.Double), MayBeNan = true },
            SparkKind.Double => new Value(PythonKind.Float) { Node = node, MayBeNan = true },
            SparkKind.String => TextNode(node),
            SparkKind.Date => new Value(PythonKind.Date) { Node = node },
            SparkKind.TimestampNtz => new Value(PythonKind.DateTime) { Node = node },
            SparkKind.Array when Incoming(node, type.Element!, true) is { } element && !(target.IsArrow && target.Version.Major < 4) =>
                new Value(PythonKind.List) { Node = node, Element = element with { Node = null, IsNullable = true } },
            SparkKind.Map when type.Key!.Kind == SparkKind.String && Incoming(node, type.Element!, true) is { } element =>
                new Value(PythonKind.Map) { Node = node, Element = element with { Node = null, IsNullable = true } },
            SparkKind.Struct => new Value(PythonKind.Row) { Node = node },
            _ => null,
        };
        return value is null ? null : value with { IsNullable = isNullable };
    }

    private Value MapMethod(Value map, string name, List<Value> arguments, PythonNode at) => (name, arguments.Count) switch
    {
        ("get", 1) => MapLookup(map, arguments[0], new Value(PythonKind.None), at),
        ("get", 2) => MapLookup(map, arguments[0], arguments[1], at),
        _ => throw Refuse(ReasonCode.UnknownFunction, $"it calls .{name} on a map", at),
    };

    private Value MapLookup(Value map, Value key, Value? otherwise, PythonNode at)
    {
        if (map.Kind == PythonKind.Never || key.Text is null)
        {
            return map.Kind == PythonKind.Never ? map : throw Refuse(ReasonCode.UnknownFunction, "the key of a map column is not a constant", at);
        }

        var type = map.Node!.Type.Element!;
        var hit = factory.Call("map_contains_key", SparkType.Boolean, map.Node, key.Node!);
        var found = Incoming(factory.Call("[]", type, map.Node, key.Node!), type, true)!;
        if (otherwise is null)
        {
            Raise(factory.Not(hit), "KeyError");
            return found;
        }

        return otherwise.Kind == PythonKind.None ? found : Merge(hit, found, otherwise, at);
    }
}
