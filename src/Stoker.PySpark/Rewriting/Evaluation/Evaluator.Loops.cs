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

            if (iterable is { Kind: PythonKind.Set, Node: not null })
            {
                throw Refuse(ReasonCode.DictionaryOrder, "a loop over a set", loop);
            }

            var walked = iterable.Kind is PythonKind.List or PythonKind.Text or PythonKind.None ? AsList(iterable, loop) : iterable;
            if (walked.Kind == PythonKind.Never)
            {
                return Settle(within, () => new Outcome.Raised("unreachable"));
            }

            if (walked.Kind == PythonKind.List && TryFirstMatch(loop, walked, rest, within) is { } found)
            {
                return found;
            }

            if (walked.Kind == PythonKind.List && (TryDistinct(loop, walked) || TryAccumulate(loop, walked)))
            {
                return Settle(within, () => Run(loop.Otherwise.Count > 0 ? Continuation.Of(loop.Otherwise, rest) : rest, within));
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

    private static string SourceOf(PythonNode node)
    {
        var root = node;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root is PythonModule module ? module.TextOf(node).Trim() : "";
    }

    private Node Pattern(PythonNode pattern, Value subject)
    {
        switch (pattern)
        {
            case ValuePattern { Value: ConstantExpression or UnaryExpression } value:
                return Equals(subject, Evaluate(value.Value), pattern);
            case SingletonPattern:
                return SourceOf(pattern) switch
                {
                    "None" => IsNone(subject),
                    var word => subject.Kind == PythonKind.Bool && word is "True" or "False" ? Equal(subject.Node!, factory.Bool(word == "True")) : factory.False,
                };
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
}
