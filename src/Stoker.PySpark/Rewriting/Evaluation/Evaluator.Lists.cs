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

    private Value Comprehension(PythonExpression element, IReadOnlyList<ComprehensionClause> clauses, PythonNode at)
    {
        if (clauses.Count != 1)
        {
            throw Refuse(ReasonCode.Loop, "a comprehension with two loops", at);
        }

        var clause = clauses[0];
        var source = Evaluate(clause.Iterable);
        if (source.Kind == PythonKind.Never)
        {
            return source;
        }

        if (source.Kind == PythonKind.None)
        {
            return RaiseAlways("TypeError");
        }

        var outer = locals;
        try
        {
            return TryItems(source) is { } items ? Unrolled(element, clause, items, at) : OverList(element, clause, source, at);
        }
        finally
        {
            locals = outer;
        }
    }

    private Value Unrolled(PythonExpression element, ComprehensionClause clause, List<Value> items, PythonNode at)
    {
        var results = new List<Value>();
        foreach (var item in items)
        {
            Assign(clause.Target, item);
            var keep = clause.Conditions.Aggregate(factory.True, (all, test) => factory.And(all, Condition(test)));
            if (facts.Decide(keep) is not { } known)
            {
                throw Refuse(ReasonCode.Loop, "a comprehension whose length depends on the data", at);
            }

            if (known)
            {
                results.Add(Evaluate(element));
            }
        }

        return new Value(PythonKind.Sequence) { Items = results, IsList = true };
    }

    private Value OverList(PythonExpression element, ComprehensionClause clause, Value source, PythonNode at)
    {
        if (source.Kind != PythonKind.List || clause.Target is not NameExpression name)
        {
            throw Refuse(source.Kind == PythonKind.Text ? ReasonCode.Loop : ReasonCode.UnknownFunction, $"a comprehension over {Named(source)}", at);
        }

        var list = NotNone(source, "TypeError");
        foreach (var test in clause.Conditions)
        {
            list = Filtered(list, value =>
            {
                locals = locals.SetItem(name.Name, value);
                return Condition(test);
            });
        }

        return Mapped(list, value =>
        {
            locals = locals.SetItem(name.Name, value);
            return Evaluate(element);
        });
    }

    /// <summary>What an argument that is walked through once gives: a generator is as good as a list.</summary>
    private Value Iterated(PythonExpression expression) => expression is GeneratorExpression generator
        ? Comprehension(generator.Element, generator.Clauses, generator)
        : Evaluate(expression);

    /// <summary>Python stops at the first element that decides; elements behind it must then not be able to raise.</summary>
    private Value AnyOrAll(CallExpression call, bool isAny)
    {
        if (call.Arguments[0] is not GeneratorExpression { Clauses: [{ Target: NameExpression name } clause], Element: var body })
        {
            var value = Evaluate(call.Arguments[0]);
            if (value.Kind == PythonKind.Sequence)
            {
                return Boolean(value.Items.Aggregate(isAny ? factory.False : factory.True, (all, item) => isAny ? factory.Or(all, Truth(item, call)) : factory.And(all, Truth(item, call))));
            }

            return value.Kind == PythonKind.List && NotNone(value, "TypeError") is { Kind: PythonKind.List } list
                ? Boolean(isAny ? Exists(list, item => Truth(item, call)) : factory.Not(Exists(list, item => factory.Not(Truth(item, call)))))
                : throw Refuse(ReasonCode.Loop, $"any() or all() of {Named(value)}", call);
        }

        var source = Evaluate(clause.Iterable);
        if (TryItems(source) is { } items)
        {
            return Boolean(Lazily(items, 0));
        }

        if (source.Kind != PythonKind.List)
        {
            throw Refuse(ReasonCode.Loop, $"any() or all() over {Named(source)}", call);
        }

        var walked = NotNone(source, "TypeError");
        if (walked.Kind == PythonKind.Never)
        {
            return walked;
        }

        var before = raises.Count;
        var found = Exists(walked, value =>
        {
            locals = locals.SetItem(name.Name, value);
            var kept = clause.Conditions.Aggregate(factory.True, (all, test) => factory.And(all, Under(all, true, () => Condition(test))));
            var truth = Under(kept, true, () => Condition(body));
            return factory.And(kept, isAny ? truth : factory.Not(truth));
        });
        return raises.Count > before
            ? throw Refuse(ReasonCode.Loop, "any() or all() over elements that may raise: Python stops before it reaches them all", call)
            : Boolean(isAny ? found : factory.Not(found));

        Node Lazily(List<Value> all, int at)
        {
            if (at == all.Count)
            {
                return factory.Bool(!isAny);
            }

            locals = locals.SetItem(name.Name, all[at]);
            var kept = clause.Conditions.Aggregate(factory.True, (sum, test) => factory.And(sum, Under(sum, true, () => Condition(test))));
            var truth = Under(kept, true, () => Condition(body));
            var decides = factory.And(kept, isAny ? truth : factory.Not(truth));
            var rest = Under(decides, false, () => Lazily(all, at + 1));
            return isAny ? factory.Or(decides, rest) : factory.And(factory.Not(decides), rest);
        }
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

    /// <summary><c>for x in list: if test: return value</c>: the first element for which the test holds.</summary>
    private Outcome? TryFirstMatch(ForStatement loop, Value list, Continuation rest, TryScope? within)
    {
        if (loop is not { Target: NameExpression name, Otherwise.Count: 0, Body: [IfStatement { Otherwise.Count: 0, Body: [ReturnStatement { Value: { } result }] } test] })
        {
            return null;
        }

        var walked = NotNone(list, "TypeError");
        var before = raises.Count;
        var found = Filtered(walked, value =>
        {
            locals = locals.SetItem(name.Name, value);
            return Condition(test.Test);
        });
        if (raises.Count > before)
        {
            throw Refuse(ReasonCode.Loop, "a search over elements that may raise: Python stops at the first that fits", loop);
        }

        var isFound = factory.Not(Equal(SizeNode(found.Node!), factory.Int(0)));
        return Settle(within, () => Split(
            isFound,
            () =>
            {
                locals = locals.SetItem(name.Name, Incoming(factory.PartialCall("element_at", found.Node!.Type.Element!, found.Node, factory.Int(1)), found.Node.Type.Element!, found.Element!.IsNullable)!);
                return Return(result, within);
            },
            () => Run(rest, within)));
    }

    /// <summary><c>for x in list: if test: count += 1</c> and sums of ints.</summary>
    private bool TryAccumulate(ForStatement loop, Value list)
    {
        var (test, body) = loop.Body is [IfStatement { Otherwise.Count: 0 } branch] ? (branch.Test, branch.Body) : (null, loop.Body);
        if (loop is not { Target: NameExpression name, Otherwise.Count: 0 } || body is not [AugmentedAssignStatement { Operator: BinaryOperator.Add, Target: NameExpression total } add]
            || !locals.TryGetValue(total.Name, out var start) || start.Kind != PythonKind.Int || total.Name == name.Name
            || Mentions(add.Value, total.Name) || (test is not null && Mentions(test, total.Name)))
        {
            return false;
        }

        var walked = NotNone(list, "TypeError");
        if (test is not null)
        {
            walked = Filtered(walked, value =>
            {
                locals = locals.SetItem(name.Name, value);
                return Condition(test);
            });
        }

        var added = Mapped(walked, value =>
        {
            locals = locals.SetItem(name.Name, value);
            return Evaluate(add.Value);
        });
        var sum = added.Node!.Is("transform") && added.Node.Parts[1].Parts[^1] is { IsLiteral: true } constant && constant.Value is BigInteger times
            ? Wholes(BinaryOperator.Multiply, IntNode(SizeNode(walked.Node!), Interval.Length), Integer(times), loop)
            : added.Element!.Kind == PythonKind.Int ? Sum(added, null, new CallExpression { Function = total, Arguments = [], Keywords = [] }) : null;
        if (sum is null)
        {
            return false;
        }

        // What the loop leaves in its variable is not followed.
        locals = locals.Remove(name.Name).SetItem(total.Name, Arithmetic(BinaryOperator.Add, start, sum, loop));
        return true;
    }

    private static bool Mentions(PythonNode node, string name)
    {
        var children = new List<PythonNode>();
        node.AddChildren(children);
        return node is NameExpression found && found.Name == name || children.Any(child => Mentions(child, name));
    }
}
