using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Lists that are made of known items, of the parts of a text, or of pairs.</content>
internal sealed partial class Evaluator
{
    /// <summary>What is walked through, as a native array.</summary>
    private Value AsList(Value value, PythonNode at)
    {
        switch (value.Kind)
        {
            case PythonKind.Never:
                return value;
            case PythonKind.List:
                return NotNone(value, "TypeError") with { IsIterator = false };
            case PythonKind.Text:
                return Walked(value);
            case PythonKind.Set when value.Node is not null:
                return value with { Kind = PythonKind.List, IsIterator = false };
            case PythonKind.None:
                return RaiseAlways("TypeError");
            default:
                return ListOfItems(TryItems(value) ?? throw Refuse(ReasonCode.UnknownFunction, $"a list is made of {Named(value)}", at), at);
        }
    }

    private Value ListOfItems(IReadOnlyList<Value> items, PythonNode? at) => ListOfItems([.. items.Select(item => ((Node?)null, item))], at);

    /// <summary>A native array of items, each of which is there when its condition holds.</summary>
    private Value ListOfItems(IReadOnlyList<(Node? When, Value Item)> items, PythonNode? at)
    {
        var kinds = items.Select(item => item.Item.Kind).Where(kind => kind != PythonKind.None).Distinct().ToList();
        if (kinds.Count != 1 || kinds[0] is not (PythonKind.Text or PythonKind.Int or PythonKind.Float or PythonKind.Bool or PythonKind.Date) || items.Any(item => item.Item.Beyond is not null || item.Item.IntWhen is not null))
        {
            throw Refuse(ReasonCode.MixedReturnTypes, "a list whose items differ in type, or that is made of other than texts, numbers and dates", at);
        }

        var type = kinds[0] == PythonKind.Int
            ? items.Any(item => item.Item.Kind != PythonKind.None && Whole(item.Item).Type.IsWide) ? SparkType.Wide : SparkType.Long
            : items.First(item => item.Item.Kind != PythonKind.None).Item.Node!.Type;
        var list = SparkType.Array(type);
        Node Cell(Value item) => item.Kind == PythonKind.None ? factory.Null(type) : factory.Cast(item.Node!, type);
        var none = factory.Cast(factory.Call("array", SparkType.Array(SparkType.Void)), list);
        var node = items.All(item => item.When is null)
            ? factory.Cast(factory.Call("array", list, [.. items.Select(item => Cell(item.Item))]), list)
            : factory.Call("concat", list, [.. items.Select(item => item.When is { } when ? factory.Case(when, factory.Call("array", list, Cell(item.Item)), none) : factory.Call("array", list, Cell(item.Item)))]);
        var some = items.Where(item => item.Item.Kind != PythonKind.None).Select(item => item.Item).ToList();
        return new Value(PythonKind.List)
        {
            Node = node,
            Element = some.Skip(1).Aggregate(some[0], MergedElement) with { Node = null, IsNullable = items.Any(item => MayBeNone(item.Item)) },
        };
    }

    /// <summary><c>zip</c>: pairs as far as the shorter list goes.</summary>
    private Value Zipped(Value left, Value right, PythonNode at)
    {
        var (a, b) = (AsList(left, at), AsList(right, at));
        if (a.Kind == PythonKind.Never || b.Kind == PythonKind.Never)
        {
            return Value.Never;
        }

        var ((x, _), (y, _)) = (Bound(a), Bound(b));
        var type = SparkType.Struct([("a", x.Type), ("b", y.Type)]);
        var pairs = factory.Call("zip_with", SparkType.Array(type), a.Node!, b.Node!, factory.Lambda([x, y], factory.Call("named_struct", type, factory.Text("a"), x, factory.Text("b"), y)));
        var count = factory.Call("least", SparkType.Int, SizeNode(a.Node!), SizeNode(b.Node!));
        return PairsOf(factory.Call("slice", pairs.Type, pairs, factory.Int(1), count), a.Element!, b.Element!);
    }

    private Value Enumerated(Value value, Value? start, PythonNode at)
    {
        var from = start is null ? Integer(0) : start;
        var list = AsList(value, at);
        if (list.Kind == PythonKind.Never)
        {
            return list;
        }

        if (from.Integer is not { } first || !new Interval(-1_000_000, 1_000_000).Contains(first))
        {
            throw Refuse(ReasonCode.UnknownFunction, "enumerate() from a number that is not constant", at);
        }

        var (item, place) = (Bound(list).Variable, factory.Variable(SparkType.Int));
        var number = factory.Call("+", SparkType.Long, factory.Cast(place, SparkType.Long), factory.Whole(first));
        var type = SparkType.Struct([("a", SparkType.Long), ("b", item.Type)]);
        var pairs = factory.Call("transform", SparkType.Array(type), list.Node!, factory.Lambda([item, place], factory.Call("named_struct", type, factory.Text("a"), number, factory.Text("b"), item)));
        return PairsOf(pairs, new Value(PythonKind.Int) { Range = new Interval(first, first + int.MaxValue) }, list.Element!);
    }

    private static Value PairsOf(Node pairs, Value a, Value b) => a.Kind is PythonKind.Sequence or PythonKind.Row or PythonKind.Map || b.Kind is PythonKind.Sequence or PythonKind.Row or PythonKind.Map
        ? throw Refuse(ReasonCode.Loop, "pairs of pairs, rows or maps", null)
        : new Value(PythonKind.List) { Node = pairs, Element = new Value(PythonKind.Sequence) { Items = [a, b] } };

    /// <summary>Operators between sets of texts, ints or dates.</summary>
    private Value SetArithmetic(BinaryOperator op, Value left, Value right, PythonNode at)
    {
        Value Elements(Value set) => set.Node is not null ? set : ListOfItems(set.Items, at) is var list ? list with { Node = factory.Call("array_distinct", list.Node!.Type, list.Node) } : set;
        var (a, b) = (Elements(left), Elements(right));
        if (a.Element!.Kind != b.Element!.Kind || !a.Node!.Type.Equals(b.Node!.Type) || a.Element.Kind is not (PythonKind.Text or PythonKind.Int or PythonKind.Date))
        {
            throw Refuse(ReasonCode.DictionaryOrder, "an operator between sets of different types", at);
        }

        Node Call(string name, Node x, Node y) => factory.Call(name, a.Node!.Type, x, y);
        var node = op switch
        {
            BinaryOperator.BitAnd => Call("array_intersect", a.Node, b.Node),
            BinaryOperator.BitOr => Call("array_union", a.Node, b.Node),
            BinaryOperator.Subtract => Call("array_except", a.Node, b.Node),
            BinaryOperator.BitXor => Call("array_union", Call("array_except", a.Node, b.Node), Call("array_except", b.Node, a.Node)),
            _ => throw Refuse(ReasonCode.DictionaryOrder, "an operator between sets", at),
        };
        return a with { Kind = PythonKind.Set, Node = node, Element = MergedElement(a.Element, b.Element) };
    }
}
