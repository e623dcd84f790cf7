using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content><c>sorted</c>, <c>min</c> and <c>max</c>, also by a key.</content>
internal sealed partial class Evaluator
{
    private Value Sorted(Value value, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        var reverse = keywords.Find(keyword => keyword.Name == "reverse").Value;
        var key = keywords.Find(keyword => keyword.Name == "key").Value;
        if (keywords.Any(keyword => keyword.Name is not ("reverse" or "key")) || (reverse is not null && reverse.Node is not { IsLiteral: true }))
        {
            throw Refuse(ReasonCode.UnknownFunction, "sorted() with arguments that are not constant", at);
        }

        var list = AsList(value, at);
        if (list.Kind == PythonKind.Never)
        {
            return list;
        }

        if (key is { Kind: not PythonKind.None })
        {
            return SortedBy(list, key, reverse?.Node is { IsTrue: true }, at);
        }

        if (list.Element?.Kind is not (PythonKind.Text or PythonKind.Int or PythonKind.Date))
        {
            throw Refuse(ReasonCode.UnknownFunction, $"sorted() of {Named(value)}", at);
        }

        if (list.Element!.IsNullable)
        {
            // One None alone is sorted; next to another element it raises.
            Raise(factory.And(factory.Call(">", SparkType.Boolean, SizeNode(list.Node!), factory.Int(1)), Exists(list, IsNone)), "TypeError");
        }

        var sorted = factory.Call("array_sort", list.Node!.Type, list.Node);
        return list with { Node = reverse?.Node is { IsTrue: true } ? factory.Call("reverse", sorted.Type, sorted) : sorted };
    }

    /// <summary>Sorting is stable: the place in the list decides between equal keys.</summary>
    private Value SortedBy(Value list, Value key, bool isReversed, CallExpression at)
    {
        var keyed = Keyed(list, key, isReversed, at);
        var sorted = factory.Call("array_sort", keyed.Type, keyed);
        var entry = factory.Variable(keyed.Type.Element!);
        var item = factory.Call(".", list.Node!.Type.Element!, entry, factory.Text("x"));
        return list with
        {
            Node = factory.Call("transform", list.Node.Type, isReversed ? factory.Call("reverse", keyed.Type, sorted) : sorted, factory.Lambda([entry], item)),
        };
    }

    /// <summary>The list as structs of key, place and element. The place counts down where the later of two equal keys comes first.</summary>
    private Node Keyed(Value list, Value key, bool countsDown, CallExpression at)
    {
        Value Known(Value part) => part.Node is null ? part : part with { IsNullable = MayBeNone(part) };
        var found = OverElements(list, element => Applied(key, element, at) is var given && given.Kind == PythonKind.Sequence ? given with { Items = [.. given.Items.Select(Known)] } : Known(given), out var variable);
        IReadOnlyList<Value> keys = found.Kind == PythonKind.Sequence ? found.Items : [found];
        if (keys is [{ Node: { } only, IsNullable: true }])
        {
            // One element is not compared with anything.
            var hasNone = factory.Call("exists", SparkType.Boolean, list.Node!, factory.Lambda([variable], factory.IsNull(only)));
            Raise(factory.And(factory.Call(">", SparkType.Boolean, SizeNode(list.Node!), factory.Int(1)), hasNone), "TypeError");
        }

        if (keys.Any(part => part.Node is null || (part.IsNullable && keys.Count > 1) || part.Beyond is not null || part.Kind is not (PythonKind.Text or PythonKind.Int or PythonKind.Bool or PythonKind.Date))
            || list.Node!.Type.Element!.Kind is SparkKind.Map)
        {
            throw Refuse(ReasonCode.UnknownFunction, $"a key that is {Named(found)}, or may be None", at);
        }

        var place = factory.Variable(SparkType.Int);
        var fields = new List<(string Name, SparkType Type)>();
        var parts = new List<Node>();
        foreach (var (part, i) in keys.Select((part, i) => (part, i)))
        {
            Add($"k{i}", part.Kind == PythonKind.Int ? Whole(part) : part.Node!);
        }

        Add("i", countsDown ? factory.Call("negative", SparkType.Int, place) : place);
        Add("x", variable);
        var type = SparkType.Struct(fields);
        return factory.Call("transform", SparkType.Array(type), list.Node!, factory.Lambda([variable, place], factory.Call("named_struct", type, parts)));

        void Add(string name, Node node)
        {
            fields.Add((name, node.Type));
            parts.Add(factory.Text(name));
            parts.Add(node);
        }
    }

    private Value ExtremeBy(string name, Value value, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        var (key, otherwise) = (keywords.Find(keyword => keyword.Name == "key").Value, keywords.Find(keyword => keyword.Name == "default").Value);
        if (keywords.Any(keyword => keyword.Name is not ("key" or "default")))
        {
            throw Refuse(ReasonCode.UnknownFunction, $"{name}() with arguments that it does not take", at);
        }

        var list = AsList(value, at);
        if (list.Kind == PythonKind.Never)
        {
            return list;
        }

        var isEmpty = Equal(SizeNode(list.Node!), factory.Int(0));
        if (otherwise is not null)
        {
            return Merge(isEmpty, otherwise, Under(isEmpty, false, Found), at);
        }

        Raise(isEmpty, "ValueError");
        return Found();

        Value Found()
        {
            if (key is null or { Kind: PythonKind.None })
            {
                return ExtremeOf(name, list, at);
            }

            // The first of equal keys is the answer, of max() as well.
            var keyed = Keyed(list, key, name == "max", at);
            var best = factory.Call(name == "max" ? "array_max" : "array_min", keyed.Type.Element!, keyed);
            return ElementOn(list, factory.Call(".", list.Node!.Type.Element!, best, factory.Text("x")));
        }
    }

    private Value Extreme(string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        if (keywords.Count > 0 && arguments.Count == 1)
        {
            return ExtremeBy(name, arguments[0], keywords, at);
        }

        if (keywords.Count > 0 || arguments.Count == 0)
        {
            throw Refuse(ReasonCode.UnknownFunction, $"{name}() of several values with a key or default", at);
        }

        if (arguments.Count == 1)
        {
            if (arguments[0].Kind is PythonKind.List or PythonKind.Set or PythonKind.Text && (arguments[0].Node is { IsLiteral: false }))
            {
                return ExtremeOf(name, arguments[0], at);
            }

            arguments = [.. TryItems(arguments[0]) ?? throw Refuse(ReasonCode.UnknownFunction, $"{name}() of {Named(arguments[0])}", at)];
            if (arguments.Count == 0)
            {
                return RaiseAlways("ValueError");
            }
        }

        var best = arguments[0];
        foreach (var next in arguments.Skip(1))
        {
            var better = Ordered(name == "min" ? "<" : ">", next, best, at);
            best = facts.Decide(better) switch
            {
                true => next,
                false => best,
                null => Merge(better, NotNone(next, "TypeError"), NotNone(best, "TypeError"), at),
            };
            if (best is { Kind: PythonKind.Int } && facts.Decide(better) is null)
            {
                // Not the union of the ranges: the lesser or greater of both bounds.
                best = best with { Range = NarrowedExtreme(name, next, arguments, best) };
            }
        }

        return best;
    }

    private static Interval NarrowedExtreme(string name, Value next, List<Value> all, Value best)
    {
        var seen = all.TakeWhile(value => value != next).Append(next).Select(value => value.Range).ToList();
        return best.Kind != PythonKind.Int ? default : name == "min"
            ? new Interval(seen.Min(range => range.Low), seen.Min(range => range.High))
            : new Interval(seen.Max(range => range.Low), seen.Max(range => range.High));
    }

    private Value ExtremeOf(string name, Value value, CallExpression at)
    {
        var list = AsList(value, at);
        if (list.Kind == PythonKind.Never)
        {
            return list;
        }

        if (list.Element!.Kind is not (PythonKind.Int or PythonKind.Text or PythonKind.Date))
        {
            throw Refuse(ReasonCode.InexactMath, $"{name}() of a list of {Named(list.Element)}: NaN and -0.0 are ordered differently", at);
        }

        Raise(Equal(SizeNode(list.Node!), factory.Int(0)), "ValueError");
        if (list.Element.IsNullable)
        {
            Raise(factory.And(factory.Call(">", SparkType.Boolean, SizeNode(list.Node!), factory.Int(1)), Exists(list, IsNone)), "TypeError");
        }

        return ElementOn(list, factory.Call(name == "max" ? "array_max" : "array_min", list.Node!.Type.Element!, list.Node));
    }
}
