using System.Collections.Immutable;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Assignments, the joining of short branches, loops over known items, match.</content>
internal sealed partial class Evaluator
{
    private Outcome Assigned(PythonStatement statement, Continuation rest, TryScope? within)
    {
        // A choice whose values differ in type is run once for each.
        if (statement is AssignStatement { Targets: [NameExpression name], Value: ConditionalExpression choice })
        {
            var condition = Condition(choice.Test);
            return Settle(within, () =>
            {
                if (facts.Decide(condition) is { } known)
                {
                    return Bound(known ? choice.Body : choice.Otherwise);
                }

                var before = (locals, facts, raises);
                try
                {
                    var chosen = Choice(condition, choice.Body, choice.Otherwise);
                    Assign(name, chosen);
                    return Settle(within, () => Run(rest, within));
                }
                catch (Refusal refusal) when (refusal.Code == ReasonCode.MixedReturnTypes)
                {
                    (locals, facts, raises) = before;
                    return Split(condition, () => Bound(choice.Body), () => Bound(choice.Otherwise));
                }
            });
        }

        Assign(statement);
        return Settle(within, () => Run(rest, within));

        Outcome Bound(PythonExpression value)
        {
            var bound = Evaluate(value);
            Assign(((AssignStatement)statement).Targets[0], bound);
            return Settle(within, () => Run(rest, within));
        }
    }

    private void Assign(PythonStatement statement)
    {
        switch (statement)
        {
            case AssignStatement assign:
                var value = Evaluate(assign.Value);
                foreach (var to in assign.Targets)
                {
                    Assign(to, value);
                }

                break;
            case AnnotatedAssignStatement { Value: { } annotated } typed:
                Assign(typed.Target, Evaluate(annotated));
                break;
            case AugmentedAssignStatement { Target: NameExpression name } augmented:
                var before = Evaluate(name);
                if (before.Kind is PythonKind.List or PythonKind.Dict or PythonKind.Set || before is { Kind: PythonKind.Sequence, IsList: true })
                {
                    throw Refuse(ReasonCode.MutableState, "it changes a list or dict in place", augmented);
                }

                // UDFs of one query share the Series of a column.
                if (before.Kind == PythonKind.Series && (before.Element!.Node?.Kind == NodeKind.Argument || locals.Values.Count(local => ReferenceEquals(local, before)) != 1 || locals.Values.Any(local => local.IsArray)))
                {
                    throw Refuse(ReasonCode.MutableState, "it changes a Series in place that another name may hold", augmented);
                }

                var changed = Arithmetic(augmented.Operator, before, Evaluate(augmented.Value), augmented);
                locals = locals.SetItem(name.Name, changed);
                break;
            case AnnotatedAssignStatement:
                break;
            case ExpressionStatement { Value: CallExpression call } when AppendsTo(call) is { } list:
                Append(list, call);
                break;
            default:
                throw Refuse(ReasonCode.MutableState, "it stores into an object", statement);
        }
    }

    private void Assign(PythonExpression to, Value value)
    {
        switch (to)
        {
            case NameExpression when value.IsIterator:
                throw Refuse(ReasonCode.Loop, "an iterator is kept: it can be walked through once only", to);
            case NameExpression name:
                locals = locals.SetItem(name.Name, value);
                break;
            case TupleExpression or ListExpression:
                var names = to is TupleExpression tuple ? tuple.Elements : ((ListExpression)to).Elements;
                var items = Unpack(value, names.Count, to);
                for (var i = 0; i < names.Count; i++)
                {
                    Assign(names[i], items[i]);
                }

                break;
            default:
                throw Refuse(ReasonCode.MutableState, "it stores into an object", to);
        }
    }

    private List<Value> Unpack(Value value, int count, PythonNode at)
    {
        if (value.Kind == PythonKind.Never)
        {
            return [.. Enumerable.Repeat(Value.Never, count)];
        }

        if (value.Kind == PythonKind.Sequence)
        {
            if (value.Items.Count != count)
            {
                RaiseAlways("ValueError");
                return [.. Enumerable.Repeat(Value.Never, count)];
            }

            return [.. value.Items];
        }

        if (value is { Kind: PythonKind.List, Node: { } list })
        {
            var known = NotNone(value, "TypeError");
            Raise(factory.Not(Equal(SizeNode(list), factory.Int(count))), "ValueError");
            return [.. Enumerable.Range(0, count).Select(i => ElementAt(known, i))];
        }

        throw Refuse(ReasonCode.UnknownFunction, $"it unpacks {Named(value)}", at);
    }

    /// <summary>
    /// Joins the two sides of a plain <c>if</c> into one path when neither leaves the function and what they assign can be merged.
    /// </summary>
    private bool TryJoin(Node condition, IfStatement branch)
    {
        if (!IsStraight(branch.Body) || !IsStraight(branch.Otherwise))
        {
            return false;
        }

        var before = (locals, facts, raises);
        try
        {
            var then = Under(condition, true, () => Side(branch.Body));
            var otherwise = Under(condition, false, () => Side(branch.Otherwise));
            if (raises.Count > before.raises.Count && !collectsRaises)
            {
                // A raise here belongs in front of what follows, which the caller's Settle no longer sees: let the paths split.
                raises.RemoveRange(before.raises.Count, raises.Count - before.raises.Count);
                (locals, facts) = (before.locals, before.facts);
                return false;
            }

            locals = JoinedNames(condition, then, otherwise, branch);
            return true;
        }
        catch (Refusal refusal) when (refusal.Code == ReasonCode.MixedReturnTypes)
        {
            (locals, facts, raises) = before;
            return false;
        }

        ImmutableDictionary<string, Value> Side(IReadOnlyList<PythonStatement> body)
        {
            var after = Straight(body, before.locals);
            locals = before.locals;
            return after;
        }
    }

    private static bool IsStraight(IReadOnlyList<PythonStatement> body) => body.All(statement => statement switch
    {
        PassStatement or AssignStatement or AugmentedAssignStatement or AnnotatedAssignStatement => true,
        ExpressionStatement { Value: CallExpression call } => AppendsTo(call) is not null,
        IfStatement inner => IsStraight(inner.Body) && IsStraight(inner.Otherwise),
        _ => false,
    });

    private ImmutableDictionary<string, Value> Straight(IReadOnlyList<PythonStatement> body, ImmutableDictionary<string, Value> from)
    {
        locals = from;
        foreach (var statement in body)
        {
            if (statement is not IfStatement inner)
            {
                if (statement is not PassStatement)
                {
                    Assign(statement);
                }

                continue;
            }

            var condition = Condition(inner.Test);
            if (facts.Decide(condition) is { } known)
            {
                locals = Straight(known ? inner.Body : inner.Otherwise, locals);
            }
            else if (!TryJoin(condition, inner))
            {
                throw Refuse(ReasonCode.MixedReturnTypes, "two paths cannot be joined", inner);
            }
        }

        return locals;
    }

    private void Import(PythonStatement statement)
    {
        foreach (var (name, dotted) in ScopeNames.Imports(statement))
        {
            locals = locals.SetItem(name, name == "*"
                ? throw Refuse(ReasonCode.UnknownFunction, "it imports everything of a module", statement)
                : new Value(PythonKind.Named) { Name = dotted });
        }
    }
}
