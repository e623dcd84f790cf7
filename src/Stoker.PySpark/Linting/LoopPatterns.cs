using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting;

/// <summary>Shapes of loops that several rules tell apart.</summary>
internal static class LoopPatterns
{
    /// <summary>Whether the frame was there before the loop, so that each round reads the same input again.</summary>
    public static bool IsSameFrameEachRound(LintScope scope, PythonExpression frame, LoopContext loop)
    {
        if (IsJoinedAnotherWay(scope, frame, loop))
        {
            return false;
        }

        var root = scope.Flow.RootOf(frame);
        if (ResolvedModule.Contains(loop.Node, root) && root is not NameExpression)
        {
            return false; // read or made in the loop
        }

        if (root is not NameExpression name)
        {
            return !ResolvedModule.Contains(loop.Node, root);
        }

        if (loop.Variables.Contains(name.Name) || scope.Module.ValueOf(name).Kind is not (ValueKind.DataFrame or ValueKind.Rdd))
        {
            return false;
        }

        var bindings = scope.Module.Reaching(name);
        return bindings.Count > 0 && bindings.TrueForAll(binding => !ResolvedModule.Contains(loop.Node, binding.Site));
    }

    /// <summary>Joins of another kind in each round have no common plan.</summary>
    private static bool IsJoinedAnotherWay(LintScope scope, PythonExpression frame, LoopContext loop) =>
        scope.Flow.StepsOf(frame).Any(step => step is { Name: "join", Call: { } join } && LintScope.Argument(join, 2, "how") is { } how && scope.Flow.Mentions(how, loop.Variables));

    /// <summary>Whether a node of a loop runs in one round only: it asks for one value of the loop's variable.</summary>
    public static bool IsForOneRound(LintScope scope, PythonNode node, LoopContext loop)
    {
        for (var around = node.Parent; around is not null && around != loop.Node; around = around.Parent)
        {
            if (around is IfStatement { Test: CompareExpression { Operators: [ComparisonOperator.Equal] } test } branch && ResolvedModule.InBlock(branch.Body, node)
                && ((test.Comparators[0] is ConstantExpression && scope.Flow.Mentions(test.Left, loop.Variables)) || (test.Left is ConstantExpression && scope.Flow.Mentions(test.Comparators[0], loop.Variables))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a rule with more to say covers the action.</summary>
    public static bool IsSpecific(LintScope scope, ActionCall action, LoopContext loop) =>
        IsPerKey(scope, action, loop) || action.Name == "approxQuantile" || (loop.Iterable is not null && action.Kind == ActionKind.Count && IsOverColumns(scope, loop.Iterable) && IsPerColumn(scope, action, loop));

    /// <summary>Whether the frame is filtered by equality with a loop variable.</summary>
    public static bool IsPerKey(LintScope scope, ActionCall action, LoopContext loop)
    {
        if (loop.Variables.Count == 0 || !IsSameFrameEachRound(scope, action.Frame, loop))
        {
            return false;
        }

        return scope.Flow.StepsOf(action.Frame).Any(step => step is { Name: "filter" or "where", Call: { Arguments: [var condition] } } && IsEquality(scope, condition, loop.Variables));
    }

    /// <summary>Whether a condition compares something with one of the names.</summary>
    public static bool IsEquality(LintScope scope, PythonExpression condition, IReadOnlyList<string> names)
    {
        if (condition is FormattedString or BinaryExpression { Operator: BinaryOperator.Modulo or BinaryOperator.Add })
        {
            return scope.Flow.Mentions(condition, names) && scope.Flow.TextOf(condition) is { } text && text.Contains('=', StringComparison.Ordinal) && !text.Contains(">=", StringComparison.Ordinal);
        }

        var compares = scope.Module.Module.Below(condition).Prepend(condition).OfType<CompareExpression>();
        return compares.Any(compare => compare.Operators is [ComparisonOperator.Equal] && scope.Module.Is(compare, ValueKind.Column)
            && (IsValue(compare.Comparators[0], names) || IsValue(compare.Left, names)));

        // The variable itself, its field or item: a column named by the variable is not a key.
        static bool IsValue(PythonExpression expression, IReadOnlyList<string> names) => expression switch
        {
            NameExpression name => names.Contains(name.Name),
            AttributeExpression member => IsValue(member.Value, names),
            SubscriptExpression item => IsValue(item.Value, names),
            CallExpression { Function: NameExpression { Name: "str" or "int" or "lit" }, Arguments: [var only] } => IsValue(only, names),
            CallExpression { Function: AttributeExpression { Name: "lit" }, Arguments: [var only] } => IsValue(only, names),
            _ => false,
        };
    }

    /// <summary>Whether an iterable is the columns of a frame.</summary>
    public static bool IsOverColumns(LintScope scope, PythonExpression iterable) => iterable switch
    {
        AttributeExpression { Name: "columns" or "dtypes", Value: var frame } => scope.Module.Is(frame, ValueKind.DataFrame),
        NameExpression name when scope.Flow.Followed(name) is { } source => IsOverColumns(scope, source),
        CallExpression { Function: NameExpression, Arguments: [var first, ..] } => IsOverColumns(scope, first),
        _ => false,
    };

    /// <summary>Whether the action filters one frame by a test of the loop's column.</summary>
    public static bool IsPerColumn(LintScope scope, ActionCall action, LoopContext loop) =>
        IsSameFrameEachRound(scope, action.Frame, loop)
        && scope.Flow.StepsOf(action.Frame).Any(step => step is { Name: "filter" or "where", Call: { Arguments: [var condition] } } && scope.Flow.Mentions(condition, loop.Variables));

    /// <summary>The name that a loop carries from round to round through a call: <c>x = x.method(…)</c>, also <c>self.x</c>; absent otherwise.</summary>
    public static string? CarriedName(LintScope scope, CallExpression call, LoopContext loop)
    {
        if (ResolvedModule.StatementOf(call) is not AssignStatement { Targets: [var target] } assign || !ResolvedModule.Contains(assign.Value, call) || !ResolvedModule.Contains(loop.Node, assign))
        {
            return null;
        }

        var text = scope.Text(target);
        PythonExpression? at = assign.Value;
        var passed = false;
        while (at is CallExpression { Function: AttributeExpression member } step)
        {
            passed |= step == call;
            at = member.Value;
        }

        return passed && at is NameExpression or AttributeExpression && scope.Text(at) == text && IsMadeBefore(scope, at, loop) ? text : null;
    }

    /// <summary>A frame that is read anew in each round of this loop does not grow with it.</summary>
    private static bool IsMadeBefore(LintScope scope, PythonExpression carried, LoopContext loop) =>
        carried is not NameExpression name || scope.Module.Reaching(name).Exists(binding => !ResolvedModule.Contains(loop.Node, binding.Site));
}
