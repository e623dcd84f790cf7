using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Expressions.</content>
internal sealed partial class Evaluator
{
    private Value Evaluate(PythonExpression expression)
    {
        try
        {
            if (++steps > MostSteps)
            {
                throw Refuse(ReasonCode.TooLarge, "it has too many paths", expression);
            }

            return EvaluateInner(expression);
        }
        catch (Refusal refusal) when (refusal.At is null)
        {
            refusal.At = expression;
            throw;
        }
    }

    private Value EvaluateInner(PythonExpression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return Constant(constant);
            case NameExpression name:
                return Lookup(name);
            case BinaryExpression binary:
                var left = Evaluate(binary.Left);
                return Arithmetic(binary.Operator, left, Evaluate(binary.Right), binary);
            case CompareExpression { Operators: [var op] } compare when isBatch:
                var (subject, other) = (Evaluate(compare.Left), Evaluate(compare.Comparators[0]));
                return op is not (ComparisonOperator.Is or ComparisonOperator.IsNot) && (subject.Kind == PythonKind.Series || other.Kind == PythonKind.Series)
                    ? SeriesComparison(op, subject, other, compare)
                    : Boolean(Compare(op, subject, other, compare));
            case UnaryExpression { Operator: UnaryOperator.Not } or CompareExpression:
                return Boolean(Condition(expression));
            case UnaryExpression unary:
                return Unary(unary);
            case BooleanExpression either:
                return Either(either);
            case ConditionalExpression choice:
                var condition = Condition(choice.Test);
                return facts.Decide(condition) is { } known
                    ? Evaluate(known ? choice.Body : choice.Otherwise)
                    : Choice(condition, choice.Body, choice.Otherwise);
            case FormattedString text:
                return Formatted(text);
            case CallExpression call:
                return Call(call);
            case AttributeExpression attribute:
                return Attribute(attribute);
            case SubscriptExpression subscript:
                return Subscript(subscript);
            case TupleExpression tuple:
                return Sequence(tuple.Elements, false);
            case ListExpression list:
                return Sequence(list.Elements, true);
            case SetExpression set:
                return Sequence(set.Elements, false) with { Kind = PythonKind.Set };
            case DictExpression dict:
                return Dict(dict);
            case LambdaExpression lambda:
                if (lambda.Parent is not (CallExpression or KeywordArgument))
                {
                    CheckCaptured(lambda);
                }

                return new Value(PythonKind.Function) { Function = lambda, Scope = scope.Inside(locals) };
            case NamedExpression when localsOnRaise is not null:
                throw Refuse(ReasonCode.Loop, "':=' inside a comprehension or loop", expression);
            case NamedExpression { Target: NameExpression target } walrus:
                var value = Evaluate(walrus.Value);
                Assign(target, value);
                return value;
            case ListComprehension comprehension:
                return Comprehension(comprehension.Element, comprehension.Clauses, comprehension);
            case SetComprehension comprehension:
                return Comprehension(comprehension.Element, comprehension.Clauses, comprehension) with { Kind = PythonKind.Set };
            case DictComprehension comprehension:
                return DictOf(comprehension);
            case GeneratorExpression:
                throw Refuse(ReasonCode.Loop, "a generator is used in a way that has no native form", expression);
            default:
                throw Refuse(ReasonCode.UnknownFunction, "an expression that has no native form", expression);
        }
    }

    private Value Lookup(NameExpression name)
    {
        if (locals.TryGetValue(name.Name, out var local))
        {
            if (local.Kind == PythonKind.Unfollowed)
            {
                throw Refuse(ReasonCode.Loop, $"what '{name.Name}' holds after a loop or a handler is not followed", name);
            }

            if (local.BoundWhen is not { } bound)
            {
                return Narrowed(local);
            }

            Raise(factory.Not(bound), "UnboundLocalError");
            return Narrowed(local with { BoundWhen = null });
        }

        if (ownNames?.Find(name.Name) is not null)
        {
            return RaiseAlways("UnboundLocalError");
        }

        var found = scope.Find(name.Name, name);
        return found switch
        {
            Value value => Narrowed(value),
            (PythonExpression expression, Scope outer) => Frozen(expression, outer),
            _ => throw Refuse(ReasonCode.UnknownFunction, $"'{name.Name}' is not defined where it can be read", name),
        };
    }

    private Value Narrowed(Value value) => value is { Kind: PythonKind.Int, Node: { } node } ? value with { Range = facts.Narrow(node, value.Range) } : value;

    /// <summary>The value of a constant of the module.</summary>
    private Value Frozen(PythonExpression expression, Scope outer)
    {
        var before = (locals, scope, raises, ownNames);
        (locals, ownNames) = (ImmutableDictionary<string, Value>.Empty, null);
        scope = outer;
        raises = [];
        depth++;
        try
        {
            if (depth > 2 * MostCalls)
            {
                throw Refuse(ReasonCode.MutableState, "constants refer to each other", expression);
            }

            var value = Evaluate(expression);
            return raises.Count == 0 && IsFrozen(value)
                ? value
                : throw Refuse(ReasonCode.MutableState, "a name outside the function is not a constant", expression);
        }
        finally
        {
            depth--;
            (locals, scope, raises, ownNames) = before;
        }
    }

    private static bool IsFrozen(Value value) => value.Kind switch
    {
        PythonKind.Sequence or PythonKind.Set or PythonKind.Range => value.Items.All(IsFrozen),
        PythonKind.Dict => value.Entries.All(entry => IsFrozen(entry.Key) && IsFrozen(entry.Value)),
        PythonKind.Pattern or PythonKind.Named or PythonKind.Function => true,
        PythonKind.Date => value.Node is { IsPartial: false } node && node.Is("make_date") && node.Parts.All(part => part.IsLiteral),
        _ => value.IsConstant,
    };

    private Value Sequence(IReadOnlyList<PythonExpression> elements, bool isList)
    {
        var items = new List<Value>();
        foreach (var element in elements)
        {
            if (element is StarredExpression starred)
            {
                items.AddRange(TryItems(Evaluate(starred.Value)) ?? throw Refuse(ReasonCode.UnknownFunction, "it unpacks a list of unknown length", element));
            }
            else
            {
                items.Add(Evaluate(element));
            }
        }

        return new Value(PythonKind.Sequence) { Items = items, IsList = isList };
    }

    /// <summary>A function that is kept sees what its names are bound to when it is called, not when it is made: each must be bound once, and before.</summary>
    private void CheckCaptured(PythonNode function)
    {
        var own = ScopeNames.Of(function);
        foreach (var name in Everything(function).OfType<NameExpression>().Where(name => own?.Find(name.Name) is null && ownNames?.Find(name.Name) is not null))
        {
            if (!locals.ContainsKey(name.Name) || ownNames!.Find(name.Name)!.Dotted is "bound more than once" or "rebound" or "bound by unpacking")
            {
                throw Refuse(ReasonCode.MutableState, $"an inner function reads '{name.Name}', which is bound elsewhere as well", name);
            }
        }
    }

    private Value Choice(Node condition, PythonExpression then, PythonExpression otherwise)
    {
        var yes = Under(condition, true, () => Evaluate(then));
        var no = Under(condition, false, () => Evaluate(otherwise));
        return Merge(condition, yes, no, then);
    }

    /// <summary><c>a and b</c>, <c>a or b</c> as values.</summary>
    private Value Either(BooleanExpression either) => EitherFrom(either, Evaluate(either.Values[0]), 1);

    private Value EitherFrom(BooleanExpression either, Value value, int at)
    {
        if (at == either.Values.Count)
        {
            return value;
        }

        var truth = Truth(value, either.Values[at - 1]);
        var goesOn = either.Operator == BooleanOperator.And;
        if (facts.Decide(truth) is { } known)
        {
            return known == goesOn ? EitherFrom(either, Evaluate(either.Values[at]), at + 1) : value;
        }

        var rest = Under(truth, goesOn, () => EitherFrom(either, Evaluate(either.Values[at]), at + 1));
        return goesOn ? Merge(truth, rest, value, either) : Merge(truth, value, rest, either);
    }
}
