using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Statements: each is run with all that follows it, so that a path ends where Python's ends.</content>
internal sealed partial class Evaluator
{
    private Outcome Run(Continuation? todo, TryScope? within)
    {
        if (++steps > MostSteps)
        {
            throw Refuse(ReasonCode.TooLarge, "it has too many paths", null);
        }

        if (todo is null)
        {
            return new Outcome.Returned(new Value(PythonKind.None));
        }

        if (todo.At >= todo.Body.Count)
        {
            return todo.EndsTry ? AfterTry(todo, within) : todo.Turn is { } turn ? NextTurn(turn) : Run(todo.Next, within);
        }

        var statement = todo.Body[todo.At];
        var rest = todo.Behind;
        try
        {
            return Run(statement, rest, within);
        }
        catch (Refusal refusal) when (refusal.At is null)
        {
            refusal.At = statement;
            throw;
        }
    }

    private Outcome Run(PythonStatement statement, Continuation rest, TryScope? within)
    {
        switch (statement)
        {
            case PassStatement:
            case ExpressionStatement { Value: ConstantExpression }:
                return Run(rest, within);
            case ReturnStatement { Value: null }:
                return new Outcome.Returned(new Value(PythonKind.None));
            case ReturnStatement returned:
                return Return(returned.Value, within);
            case AssignStatement or AnnotatedAssignStatement or AugmentedAssignStatement:
                return Assigned(statement, rest, within);
            case IfStatement branch:
                return If(branch, rest, within);
            case RaiseStatement raise:
                return RaiseStatement(raise, within);
            case AssertStatement assertion:
                return Tested(assertion.Test, within, _ => Run(rest, within), _ => OnRaise("AssertionError", within));
            case TryStatement attempt:
                return Try(attempt, rest, within);
            case ForStatement loop:
                return For(loop, rest, within);
            case MatchStatement match:
                return MatchCases(match, 0, rest, within);
            case BreakStatement or ContinueStatement:
                return LeaveTurn(statement is BreakStatement, rest, statement);
            case ImportStatement or ImportFromStatement:
                Import(statement);
                return Run(rest, within);
            case FunctionDefinition inner when inner.Decorators.Count == 0:
                CheckCaptured(inner);
                locals = locals.SetItem(inner.Name, new Value(PythonKind.Function) { Function = inner, Scope = scope.Inside(locals) });
                return Run(rest, within);
            case ExpressionStatement { Value: CallExpression call } when AppendsTo(call) is { } list && locals.ContainsKey(list):
                Append(list, call);
                return Settle(within, () => Run(rest, within));
            case ExpressionStatement { Value: var expression }:
                _ = Evaluate(expression);
                return Settle(within, () => Run(rest, within));
            case WhileStatement:
                throw Refuse(ReasonCode.Loop, "a while loop has no native form", statement);
            case GlobalStatement or NonlocalStatement or DeleteStatement:
                throw Refuse(ReasonCode.MutableState, "it changes names outside itself", statement);
            case WithStatement:
                throw Refuse(ReasonCode.NotDeterministic, "it opens a resource", statement);
            default:
                throw Refuse(ReasonCode.UnknownFunction, "a statement that has no native form", statement);
        }
    }

    /// <summary>Goes on where nothing raised; what raised goes to the handlers.</summary>
    private Outcome Settle(TryScope? within, Func<Outcome> goOn)
    {
        var pending = raises;
        raises = [];
        var outcome = pending.Any(raised => raised.Condition.IsTrue) ? new Outcome.Raised("unreachable") : goOn();
        for (var i = pending.Count - 1; i >= 0; i--)
        {
            var (condition, exception, before, names) = pending[i];
            var after = (locals, facts, raises);
            (locals, facts, raises) = (names, before.With(condition, true), []);
            var handled = OnRaise(exception, within);
            (locals, facts, raises) = after;
            outcome = condition.IsTrue ? handled : new Outcome.Branch(condition, handled, outcome);
        }

        return outcome;
    }

    private Outcome OnRaise(string exception, TryScope? within)
    {
        for (var at = within; at is not null; at = at.Outer)
        {
            foreach (var handler in at.Statement.Handlers)
            {
                if (Catches(handler, exception))
                {
                    if (handler.Name is { } name)
                    {
                        locals = locals.SetItem(name, new Value(PythonKind.Unfollowed));
                    }

                    return Run(Continuation.Of(handler.Body, at.After), at.Outer);
                }
            }
        }

        return new Outcome.Raised(exception);
    }

    private bool Catches(ExceptHandler handler, string exception)
    {
        if (handler.Type is null)
        {
            return true;
        }

        IReadOnlyList<PythonExpression> types = handler.Type is TupleExpression tuple ? tuple.Elements : [handler.Type];
        foreach (var type in types)
        {
            if (Evaluate(type) is not { Kind: PythonKind.Named, Name: var name } || !name.StartsWith("builtins.", StringComparison.Ordinal)
                || !PythonExceptions.IsKnown(name["builtins.".Length..]))
            {
                throw Refuse(ReasonCode.ExceptionHandling, "a handler for an exception that is not built in", type);
            }

            if (PythonExceptions.IsA(exception, name["builtins.".Length..]))
            {
                return true;
            }
        }

        return false;
    }

    private Outcome Try(TryStatement attempt, Continuation rest, TryScope? within)
    {
        if (isBatch)
        {
            throw Refuse(ReasonCode.PandasBatch, "a try around Series: what one row raises is handled for all of its batch", attempt);
        }

        if (attempt.Finally.Count > 0)
        {
            throw Refuse(ReasonCode.ExceptionHandling, "a finally block", attempt);
        }

        var after = attempt.Otherwise.Count > 0 ? Continuation.Of(attempt.Otherwise, rest) : rest;
        var inner = new TryScope(attempt, rest, within);
        return Run(new Continuation(attempt.Body, 0, after) { EndsTry = true }, inner);
    }

    private Outcome AfterTry(Continuation end, TryScope? within) => Run(end.Next, within?.Outer);

    private Outcome RaiseStatement(RaiseStatement raise, TryScope? within)
    {
        var (type, arguments) = raise.Exception switch
        {
            CallExpression call => (call.Function, call.Arguments),
            { } expression => (expression, []),
            null => throw Refuse(ReasonCode.ExceptionHandling, "it raises again what it caught", raise),
        };
        if (Evaluate(type) is not { Kind: PythonKind.Named, Name: var name } || !name.StartsWith("builtins.", StringComparison.Ordinal)
            || !PythonExceptions.IsKnown(name["builtins.".Length..]))
        {
            throw Refuse(ReasonCode.ExceptionHandling, "it raises an exception that is not built in", raise);
        }

        foreach (var argument in arguments)
        {
            if (argument is not (ConstantExpression or NameExpression or FormattedString))
            {
                _ = Evaluate(argument);
            }
        }

        return Settle(within, () => OnRaise(name["builtins.".Length..], within));
    }

    private Outcome If(IfStatement branch, Continuation rest, TryScope? within)
    {
        var condition = Condition(branch.Test);
        return Settle(within, () =>
        {
            if (facts.Decide(condition) is { } known)
            {
                return Run(Continuation.Of(known ? branch.Body : branch.Otherwise, rest), within);
            }

            return TryJoin(condition, branch) ? Run(rest, within) : Split(
                condition, () => Run(Continuation.Of(branch.Body, rest), within), () => Run(Continuation.Of(branch.Otherwise, rest), within));
        });
    }

    /// <summary>Runs both sides, each with the facts and names of its own path.</summary>
    private Outcome.Branch Split(Node condition, Func<Outcome> then, Func<Outcome> otherwise)
    {
        var before = (locals, facts, raises);
        (facts, raises) = (facts.With(condition, true), []);
        var yes = then();
        (locals, facts, raises) = before;
        (facts, raises) = (facts.With(condition, false), []);
        var no = otherwise();
        (locals, facts, raises) = before;
        return new Outcome.Branch(condition, yes, no);
    }

    private Outcome Tested(PythonExpression test, TryScope? within, Func<Node, Outcome> then, Func<Node, Outcome> otherwise)
    {
        var condition = Condition(test);
        return Settle(within, () => facts.Decide(condition) switch
        {
            true => then(condition),
            false => otherwise(condition),
            null => Split(condition, () => then(condition), () => otherwise(condition)),
        });
    }

    /// <summary>Returns an expression; a choice between values becomes a choice between ways to end, so that their types may differ.</summary>
    private Outcome Return(PythonExpression? expression, TryScope? within)
    {
        switch (expression)
        {
            case null:
                return new Outcome.Returned(new Value(PythonKind.None));
            case ConditionalExpression choice:
                return Tested(choice.Test, within, _ => Return(choice.Body, within), _ => Return(choice.Otherwise, within));
            case BooleanExpression { Values.Count: 2 } either:
                var first = Evaluate(either.Values[0]);
                var truth = Truth(first, either.Values[0]);
                return Settle(within, () =>
                {
                    Outcome Second() => Return(either.Values[1], within);
                    Outcome First() => new Outcome.Returned(first);
                    var then = either.Operator == BooleanOperator.And ? (Func<Outcome>)Second : First;
                    var otherwise = either.Operator == BooleanOperator.And ? (Func<Outcome>)First : Second;
                    return facts.Decide(truth) switch { true => then(), false => otherwise(), null => (Outcome)Split(truth, then, otherwise) };
                });
            default:
                var value = Evaluate(expression);
                return Settle(within, () => new Outcome.Returned(value));
        }
    }
}
