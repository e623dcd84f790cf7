using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Loops, unrolled or as one function of a list, and match statements.</content>
internal sealed partial class Evaluator
{
    private Outcome For(ForStatement loop, Continuation rest, TryScope? within)
    {
        if (loop.IsAsync)
        {
            throw Refuse(ReasonCode.Loop, "an asynchronous loop", loop);
        }

        var iterable = Evaluate(loop.Iterable);
        return Settle(within, () =>
        {
            if (TryItems(iterable) is { } items)
            {
                if (items.Count > 64)
                {
                    throw Refuse(ReasonCode.TooLarge, "a loop over more than 64 items", loop);
                }

                return NextTurn(new LoopTurn(loop, items, 0, rest, within));
            }

            var walked = Walked(iterable);
            if (walked.Kind == PythonKind.List && TryFirstMatch(loop, walked, rest, within) is { } found)
            {
                return found;
            }

            if (walked.Kind == PythonKind.List && TryAccumulate(loop, walked))
            {
                return Settle(within, () => Run(rest, within));
            }

            throw Refuse(ReasonCode.Loop, "a loop whose body has no native form", loop);
        });
    }

    private Outcome NextTurn(LoopTurn turn)
    {
        if (turn.At >= turn.Items.Count)
        {
            return Run(turn.Loop.Otherwise.Count > 0 ? Continuation.Of(turn.Loop.Otherwise, turn.After) : turn.After, turn.Scope);
        }

        Assign(turn.Loop.Target, turn.Items[turn.At]);
        return Settle(turn.Scope, () => Run(new Continuation(turn.Loop.Body, 0, null) { Turn = turn with { At = turn.At + 1 } }, turn.Scope));
    }

    private Outcome LeaveTurn(bool isBreak, Continuation rest, PythonNode at)
    {
        for (Continuation? todo = rest; todo is not null; todo = todo.Next)
        {
            if (todo.Turn is { } turn)
            {
                return isBreak ? Run(turn.After, turn.Scope) : NextTurn(turn);
            }
        }

        throw Refuse(ReasonCode.Loop, "a loop that is left in a way without a native form", at);
    }

    private Outcome MatchCases(MatchStatement match, int at, Continuation rest, TryScope? within)
    {
        if (at >= match.Cases.Count)
        {
            return Run(rest, within);
        }

        var subject = Evaluate(match.Subject);
        var option = match.Cases[at];
        var outer = locals;
        var condition = Pattern(option.Pattern, subject);
        if (option.Guard is { } guard)
        {
            condition = factory.And(condition, Under(condition, true, () => Condition(guard)));
        }

        return Settle(within, () => facts.Decide(condition) switch
        {
            true => Run(Continuation.Of(option.Body, rest), within),
            false => Next(),
            null => Split(condition, () => Run(Continuation.Of(option.Body, rest), within), Next),
        });

        Outcome Next()
        {
            locals = outer;
            return MatchCases(match, at + 1, rest, within);
        }
    }

    private Node Pattern(PythonNode pattern, Value subject)
    {
        switch (pattern)
        {
            case ValuePattern { Value: ConstantExpression or UnaryExpression } value:
                return Equals(subject, Evaluate(value.Value), pattern);
            case AsPattern { Pattern: null, Name: null }:
                return factory.True;
            case AsPattern { Pattern: null, Name: { } name }:
                locals = locals.SetItem(name, subject);
                return factory.True;
            case OrPattern either:
                var any = factory.False;
                var children = new List<PythonNode>();
                either.AddChildren(children);
                foreach (var child in children)
                {
                    any = factory.Or(any, Pattern(child, subject));
                }

                return any;
            default:
                throw Refuse(ReasonCode.UnknownFunction, "a match pattern without a native form", pattern);
        }
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
            || !locals.TryGetValue(total.Name, out var start) || start.Kind is not (PythonKind.Int or PythonKind.Text) || MayBeNone(start) || total.Name == name.Name
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
        if (start.Kind == PythonKind.Text)
        {
            if (added is not { Kind: PythonKind.List, Element: { Kind: PythonKind.Text, IsNullable: false } })
            {
                return false;
            }

            var appended = factory.Call("array_join", SparkType.String, added.Node!, factory.Text(""));
            locals = locals.Remove(name.Name).SetItem(total.Name, TextNode(start.Text is "" ? appended : factory.Call("concat", SparkType.String, start.Node!, appended)));
            return true;
        }

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
