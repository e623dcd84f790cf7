using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Comprehensions, generators, any() and all().</content>
internal sealed partial class Evaluator
{
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
            return TryItems(source) is { } items ? Unrolled(element, clause, items, at) : OverList(element, clause, Walked(source), at);
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
            throw Refuse(ReasonCode.UnknownFunction, $"a comprehension over {Named(source)}", at);
        }

        var list = NotNone(source, "TypeError");
        if (list.Kind == PythonKind.Never)
        {
            return list;
        }

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

    /// <summary>A str is walked through by its characters, which Java's dot takes whole: <c>(?s).</c> matches a code point.</summary>
    private Value Walked(Value source)
    {
        if (source.Kind != PythonKind.Text)
        {
            return source;
        }

        var text = NotNone(source, "TypeError");
        return text.Kind == PythonKind.Never
            ? text
            : TextList(factory.Call("regexp_extract_all", SparkType.Array(SparkType.String), text.Node!, factory.Text("(?s)."), factory.Int(0)));
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

        source = Walked(source);
        if (source.Kind == PythonKind.Never)
        {
            return source;
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
}
