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

        return ResetNames(() => TryItems(source) is { } items ? Unrolled(element, clause, items, at) : OverList(element, clause, Walked(source), at));
    }

    private Value Unrolled(PythonExpression element, ComprehensionClause clause, List<Value> items, PythonNode at)
    {
        var results = new List<(Node? When, Value Item)>();
        foreach (var item in items)
        {
            Assign(clause.Target, item);
            var keep = clause.Conditions.Aggregate(factory.True, (all, test) => factory.And(all, Under(all, true, () => Condition(test))));
            var decided = facts.Decide(keep);
            if (decided != false)
            {
                results.Add((decided == true ? null : keep, decided == true ? Evaluate(element) : Under(keep, true, () => Evaluate(element))));
            }
        }

        return results.Any(result => result.Item.Kind == PythonKind.Never) ? Value.Never
            : results.All(result => result.When is null) ? new Value(PythonKind.Sequence) { Items = [.. results.Select(result => result.Item)], IsList = true }
            : ListOfItems(results, at);
    }

    private Value OverList(PythonExpression element, ComprehensionClause clause, Value source, PythonNode at)
    {
        if (source.Kind == PythonKind.Never)
        {
            return source;
        }

        source = source is { Kind: PythonKind.Set, Node: not null } ? throw Refuse(ReasonCode.DictionaryOrder, "a comprehension over a set", at) : source;
        if (source.Kind != PythonKind.List)
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
                Assign(clause.Target, value);
                return Condition(test);
            });
        }

        return Mapped(list, value =>
        {
            Assign(clause.Target, value);
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
            : TextList(factory.Call("regexp_extract_all", SparkType.Array(SparkType.String), text.Node!, factory.Text("(?s)."), factory.Int(0))) is var list
            ? list with { Element = list.Element! with { MostCharacters = 1 } } : list;
    }

    /// <summary>What an argument that is walked through once gives: a generator is as good as a list.</summary>
    private Value Iterated(PythonExpression expression) => expression is GeneratorExpression generator
        ? Comprehension(generator.Element, generator.Clauses, generator)
        : Evaluate(expression);

    /// <summary>Python stops at the first element that decides, and raises only for those that it reaches.</summary>
    private Value AnyOrAll(CallExpression call, bool isAny)
    {
        if (call.Arguments[0] is not GeneratorExpression { Clauses: [var clause], Element: var body })
        {
            return Boolean(Decided(Evaluate(call.Arguments[0]), (_, item) => Truth(item, call)));
        }

        var source = Evaluate(clause.Iterable);
        return ResetNames(() => Boolean(Decided(source, (_, item) =>
        {
            Assign(clause.Target, item);
            var kept = clause.Conditions.Aggregate(factory.True, (all, test) => factory.And(all, Under(all, true, () => Condition(test))));
            var truth = Under(kept, true, () => Condition(body));
            return isAny ? factory.And(kept, truth) : factory.Or(factory.Not(kept), truth);
        })));

        Node Decided(Value items, Func<int, Value, Node> truth)
        {
            if (items is { Kind: PythonKind.Sequence or PythonKind.Dict or PythonKind.Range or PythonKind.Text } && TryItems(items) is { } known)
            {
                return Lazily(known, 0, truth);
            }

            var list = AsList(items, call);
            if (list.Kind == PythonKind.Never)
            {
                return factory.False;
            }

            var (found, _) = Search(list, item => isAny ? truth(0, item) : factory.Not(truth(0, item)));
            return isAny ? found : factory.Not(found);
        }

        Node Lazily(List<Value> all, int at, Func<int, Value, Node> truth)
        {
            if (at == all.Count)
            {
                return factory.Bool(!isAny);
            }

            var holds = ResetNames(() => truth(at, all[at]));
            var rest = Under(holds, !isAny, () => Lazily(all, at + 1, truth));
            return isAny ? factory.Or(holds, rest) : factory.And(holds, rest);
        }
    }
}
