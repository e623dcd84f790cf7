using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Lists in columns: native arrays and higher-order functions.</content>
internal sealed partial class Evaluator
{
    /// <summary>The element as a value, on a variable of its own.</summary>
    private (Node Variable, Value Element) Bound(Value list)
    {
        var variable = factory.Variable(list.Node!.Type.Element!);
        return (variable, ElementOn(list, variable));
    }

    /// <summary>An element of a list as a value, where a node gives it. An element that is a pair is a struct.</summary>
    private Value ElementOn(Value list, Node node)
    {
        var template = list.Element!;
        if (template.Kind == PythonKind.Sequence)
        {
            return template with
            {
                Items = [.. node.Type.Fields.Zip(template.Items, (field, item) => On(item, factory.Call(".", field.Type, node, factory.Text(field.Name)), field.Type))],
            };
        }

        return On(template, node, node.Type);

        Value On(Value like, Node at, SparkType type)
        {
            if (like.Kind == PythonKind.Int && type.IsWide)
            {
                return like with { Node = at };
            }

            var value = Incoming(at, type, like.IsNullable) ?? throw Refuse(ReasonCode.UnknownType, $"elements of type {type}", null);
            return value.Kind == PythonKind.List ? value : like with { Node = value.Node, Range = value.Kind == PythonKind.Int && like.Range == default ? value.Range : like.Range };
        }
    }

    /// <summary>Evaluates over each element; where an element raises, Python raises.</summary>
    private T OverElements<T>(Value list, Func<Value, T> evaluate, out Node variable)
    {
        var (bound, element) = Bound(list);
        variable = bound;
        var (result, inner) = Within(() => evaluate(element));
        if (inner.Select(raised => raised.Exception).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            // The first element that raises tells which exception it is.
            var (found, first) = FirstThat(list, bound, inner.Aggregate(factory.False, (any, raised) => factory.Or(any, raised.Condition)));
            _ = Under(found, true, () => ResetNames(() => evaluate(first)));
            return result;
        }

        foreach (var (condition, exception, _, names) in inner)
        {
            Raise(factory.Call("exists", SparkType.Boolean, list.Node!, factory.Lambda([bound], condition)), exception, names);
        }

        return result;
    }

    /// <summary>Evaluates what is said of an element: its raises are kept apart, and the names after it are those before.</summary>
    private (T Result, List<Raising> Raises) Within<T>(Func<T> evaluate)
    {
        var (outerFacts, outerRaises) = (facts, raises);
        raises = [];
        try
        {
            return (ResetNames(evaluate), raises);
        }
        finally
        {
            (facts, raises) = (outerFacts, outerRaises);
        }
    }

    /// <summary>Evaluates with names that do not outlive it; a handler sees those from before.</summary>
    private T ResetNames<T>(Func<T> evaluate)
    {
        var (outerLocals, outerOnRaise) = (locals, localsOnRaise);
        localsOnRaise ??= locals;
        try
        {
            return evaluate();
        }
        finally
        {
            (locals, localsOnRaise) = (outerLocals, outerOnRaise);
        }
    }

    /// <summary>Whether there is an element for which a condition over the variable holds, and the first such.</summary>
    private (Node Found, Value First) FirstThat(Value list, Node variable, Node condition)
    {
        var stops = factory.Call("filter", list.Node!.Type, list.Node, factory.Lambda([variable], condition));
        return (factory.Not(Equal(SizeNode(stops), factory.Int(0))), ElementOn(list, factory.PartialCall("element_at", list.Node.Type.Element!, stops, factory.Int(1))));
    }

    /// <summary>
    /// Whether Python, which goes through a list until the condition holds, finds an element: it raises only for those that it reaches.
    /// </summary>
    private (Node Found, Value First) Search(Value list, Func<Value, Node> condition)
    {
        var (variable, element) = Bound(list);
        var (holds, inner) = Within(() => condition(element));
        var stops = inner.Aggregate(factory.False, (any, raised) => factory.Or(any, raised.Condition));
        if (inner.Count == 0)
        {
            return holds.IsFalse ? (holds, element) : FirstThat(list, variable, holds);
        }

        var (found, first) = FirstThat(list, variable, factory.Or(stops, holds));
        _ = Under(found, true, () => ResetNames(() => condition(first)));
        return (found, first);
    }

    private Node Exists(Value list, Func<Value, Node> condition)
    {
        var body = OverElements(list, condition, out var variable);
        return body.IsFalse ? body : factory.Call("exists", SparkType.Boolean, list.Node!, factory.Lambda([variable], body));
    }

    private Value Mapped(Value list, Func<Value, Value> function)
    {
        if (list.Kind == PythonKind.Never)
        {
            return list;
        }

        var result = OverElements(list, element => function(element) is var value && value.Node is not null ? value with { IsNullable = MayBeNone(value) } : value, out var variable);
        return result.Kind == PythonKind.Never ? result with { Kind = PythonKind.List, Node = list.Node, Element = list.Element } : ListOf(list, result, variable);
    }

    private Value ListOf(Value list, Value element, Node variable)
    {
        if (element.Node is not { } node || element.Beyond is not null || element.IntWhen is not null || element.Kind is PythonKind.Match or PythonKind.Hash or PythonKind.Utf8 or PythonKind.Row or PythonKind.Map)
        {
            throw Refuse(ReasonCode.UnknownFunction, $"a list of {Named(element)}", null);
        }

        node = element.Kind == PythonKind.Int ? Whole(element) : node;
        return new Value(PythonKind.List)
        {
            Node = node == variable ? list.Node : factory.Call("transform", SparkType.Array(node.Type), list.Node!, factory.Lambda([variable], node)),
            Element = element with { Node = null },
        };
    }

    private Value Filtered(Value list, Func<Value, Node> condition)
    {
        if (list.Kind == PythonKind.Never)
        {
            return list;
        }

        var body = OverElements(list, condition, out var variable);
        var excludesNull = new Facts(factory).With(body, true).IsCertain(factory.IsNull(variable), false);
        return list with
        {
            Node = factory.Call("filter", list.Node!.Type, list.Node, factory.Lambda([variable], body)),
            Element = list.Element! with { IsNullable = list.Element.IsNullable && !excludesNull },
        };
    }

    private Value ElementsNotNone(Value list, string exception)
    {
        if (list.Kind == PythonKind.Never || !list.Element!.IsNullable)
        {
            return list;
        }

        Raise(Exists(list, IsNone), exception);
        return list with { Element = list.Element with { IsNullable = false } };
    }

    private Value Sum(Value value, Value? start, CallExpression at)
    {
        var list = value.Kind == PythonKind.List ? NotNone(value, "TypeError") : value;
        if (list.Kind is PythonKind.Sequence)
        {
            var total = start ?? Integer(0);
            foreach (var item in list.Items)
            {
                total = item.Kind == PythonKind.Float && list.Items.Count > 1
                    ? throw Refuse(ReasonCode.InexactMath, "sum() of floats compensates in Python 3.12 and later", at)
                    : Arithmetic(BinaryOperator.Add, total, item, at);
            }

            return total;
        }

        if (list.Kind != PythonKind.List || start is not null)
        {
            throw Refuse(ReasonCode.Loop, $"sum() of {Named(value)}", at);
        }

        if (list.Element!.Kind is not (PythonKind.Int or PythonKind.Bool))
        {
            throw Refuse(ReasonCode.InexactMath, "sum() of floats compensates in Python 3.12 and later", at);
        }

        list = ElementsNotNone(list, "TypeError");

        // 2^31 elements of 64 bits need fewer than 38 digits.
        var range = AsInt(list.Element! with { Node = factory.Variable(list.Node!.Type.Element!) }).Range;
        var total64 = new Interval(BigInteger.Min(0, range.Low * int.MaxValue), BigInteger.Max(0, range.High * int.MaxValue));
        var type = total64.IsWithin(Interval.Long) ? SparkType.Long : SparkType.Wide;
        var (sum, (variable, element)) = (factory.Variable(type), Bound(list));
        var body = factory.Call("+", type, sum, factory.Cast(AsInt(element).Node!, type));
        var node = factory.Call("aggregate", type, list.Node!, factory.Literal(BigInteger.Zero, type), factory.Lambda([sum, variable], body));
        return IntNode(node, total64);
    }

    private Value ListMethod(Value list, string name, List<Value> arguments, CallExpression at)
    {
        if (list.Kind == PythonKind.Never)
        {
            return list;
        }

        if (name == "index" && arguments.Count == 1 && arguments[0] is { Kind: PythonKind.Text or PythonKind.Int or PythonKind.Date, Node: { } wanted } && list.Element!.Kind == arguments[0].Kind
            && !MayBeNone(arguments[0]) && arguments[0].Beyond is null)
        {
            var sought = wanted.Type.IsInteger ? factory.Cast(wanted, list.Node!.Type.Element!) : wanted;
            sought = sought.Type.Equals(list.Node!.Type.Element) && (wanted.Type.Equals(sought.Type) || arguments[0].Range.IsWithin(Interval.Of(sought.Type)))
                ? sought : throw Refuse(ReasonCode.UnknownFunction, ".index() of another type", at);
            var place = factory.Call("array_position", SparkType.Long, list.Node, sought);
            Raise(Equal(place, factory.Whole(0)), "ValueError");
            return IntNode(factory.Call("-", SparkType.Long, place, factory.Whole(1)), Interval.Length);
        }

        if (name == "count" && arguments.Count == 1)
        {
            return IntNode(SizeNode(Filtered(list, element => Equals(element, arguments[0], at)).Node!), Interval.Length);
        }

        throw Refuse(name is "append" or "extend" or "sort" or "pop" or "remove" ? ReasonCode.MutableState : ReasonCode.UnknownFunction, $"it calls .{name} on a list", at);
    }
}
