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
        var type = list.Node!.Type.Element!;
        var variable = factory.Variable(type);
        var element = Incoming(variable, type, list.Element!.IsNullable) ?? throw Refuse(ReasonCode.UnknownType, $"elements of type {type}", null);
        return (variable, list.Element with { Node = element.Node });
    }

    /// <summary>Evaluates over each element; where an element raises, Python raises.</summary>
    private T OverElements<T>(Value list, Func<Value, T> evaluate, out Node variable)
    {
        var (bound, element) = Bound(list);
        variable = bound;
        var (outerFacts, outerRaises, outerLocals) = (facts, raises, locals);
        raises = [];
        T result;
        List<Raising> inner;
        try
        {
            result = evaluate(element);
        }
        finally
        {
            inner = raises;
            (facts, raises, locals) = (outerFacts, outerRaises, outerLocals);
        }

        foreach (var (condition, exception, _) in inner)
        {
            Raise(factory.Call("exists", SparkType.Boolean, list.Node!, factory.Lambda([bound], condition)), exception);
        }

        return result;
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

        var result = OverElements(list, function, out var variable);
        return result.Kind == PythonKind.Never ? result with { Kind = PythonKind.List, Node = list.Node, Element = list.Element } : ListOf(list, result, variable);
    }

    private Value ListOf(Value list, Value element, Node variable)
    {
        if (element.Node is not { } node || element.Beyond is not null || element.Kind is PythonKind.Match or PythonKind.Hash or PythonKind.Utf8 or PythonKind.Row or PythonKind.Map)
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

    private Value Sorted(Value value, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        var reverse = keywords.Find(keyword => keyword.Name == "reverse").Value;
        if (keywords.Any(keyword => keyword.Name != "reverse") || (reverse is not null && reverse.Node is not { IsLiteral: true }))
        {
            throw Refuse(ReasonCode.UnknownFunction, "sorted() with a key", at);
        }

        if (value.Kind is not (PythonKind.List or PythonKind.Set) || value.Element?.Kind is not (PythonKind.Text or PythonKind.Int or PythonKind.Date))
        {
            throw Refuse(ReasonCode.UnknownFunction, $"sorted() of {Named(value)}", at);
        }

        var list = value.Kind == PythonKind.Set ? value with { Kind = PythonKind.List } : NotNone(value, "TypeError");
        if (list.Kind == PythonKind.Never)
        {
            return list;
        }

        if (list.Element!.IsNullable)
        {
            // One None alone is sorted; next to another element it raises.
            Raise(factory.And(factory.Call(">", SparkType.Boolean, SizeNode(list.Node!), factory.Int(1)), Exists(list, IsNone)), "TypeError");
        }

        var sorted = factory.Call("array_sort", list.Node!.Type, list.Node);
        return list with { Node = reverse?.Node is { IsTrue: true } ? factory.Call("reverse", sorted.Type, sorted) : sorted };
    }

    private Value ExtremeOf(string name, Value value, CallExpression at)
    {
        var list = NotNone(value, "TypeError");
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

        var type = list.Node!.Type.Element!;
        return Incoming(factory.Call(name == "max" ? "array_max" : "array_min", type, list.Node), type, list.Element.IsNullable)!;
    }

    private Value ListMethod(Value list, string name, List<Value> arguments, CallExpression at)
    {
        if (list.Kind == PythonKind.Never)
        {
            return list;
        }

        if (name == "count" && arguments.Count == 1)
        {
            return IntNode(SizeNode(Filtered(list, element => Equals(element, arguments[0], at)).Node!), Interval.Length);
        }

        throw Refuse(name is "append" or "extend" or "sort" or "pop" or "remove" ? ReasonCode.MutableState : ReasonCode.UnknownFunction, $"it calls .{name} on a list", at);
    }
}
