using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>Loops and reduces that set one column a round, and their form as one <c>withColumns</c>.</summary>
internal static class ColumnLoops
{
    /// <summary>Calls of <c>functools.reduce</c> whose function is a lambda that calls a method of its first parameter.</summary>
    public static IEnumerable<(CallExpression Call, CallExpression Body, Confidence Confidence)> Reduces(LintScope scope)
    {
        foreach (var call in scope.Module.PlainCallsOf("reduce").Concat(scope.Module.CallsOf("reduce")))
        {
            if (scope.Module.ValueOf(call.Function) is { Name: "functools.reduce" } && call.Arguments is [LambdaExpression { Body: CallExpression body } lambda, ..]
                && lambda.Parameters.Positional is [var accumulator, ..] && LintScope.ReceiverOf(body) is NameExpression receiver && receiver.Name == accumulator.Name
                && scope.Module.ValueOf(call) is { Kind: ValueKind.DataFrame } value)
            {
                yield return (call, body, value.Confidence);
            }
        }
    }

    /// <summary>A loop whose whole body is <c>df = df.withColumn(c, …)</c>.</summary>
    public static LintFix? Fix(LintScope scope, CallExpression call, LoopContext loop)
    {
        if (!scope.Facts.Has(3, 3) || loop.Node is not ForStatement { Body: [AssignStatement { Targets: [NameExpression frame] } assign], Otherwise.Count: 0, IsAsync: false } statement || assign.Value != call
            || call.Arguments is not [var key, var value] || LintScope.ReceiverOf(call) is not NameExpression receiver || receiver.Name != frame.Name || HasComment(scope, statement))
        {
            return null;
        }

        var text = $"{frame.Name} = {frame.Name}.withColumns({{{scope.Text(key)}: {scope.Text(value)} for {scope.Text(statement.Target)} in {scope.Text(statement.Iterable)}}})";
        return scope.Fix("set all columns in one withColumns", SafetyOf(scope, key, value, loop.Variables, statement.Iterable), new TextEdit(statement.Start, statement.End, text));
    }

    /// <summary><c>reduce(lambda d, c: d.withColumn(c, …), cs, df)</c>.</summary>
    public static LintFix? FixReduce(LintScope scope, CallExpression call, CallExpression body)
    {
        if (!scope.Facts.Has(3, 3) || call.Arguments is not [LambdaExpression lambda, var columns, var start] || LintScope.NameOf(body) != "withColumn" || body.Arguments is not [var key, var value]
            || lambda.Parameters.Positional is not [var accumulator, var variable] || scope.Flow.Mentions(value, [accumulator.Name]) || scope.Flow.Mentions(key, [accumulator.Name])
            || start is not (NameExpression or CallExpression or AttributeExpression))
        {
            return null;
        }

        var text = $"{scope.Text(start)}.withColumns({{{scope.Text(key)}: {scope.Text(value)} for {variable.Name} in {scope.Text(columns)}}})";
        return scope.Fix("set all columns in one withColumns", SafetyOf(scope, key, value, [variable.Name], columns), new TextEdit(call.Start, call.End, text));
    }

    /// <summary>Safe when each round reads only the column that it sets, and no column comes twice.</summary>
    private static FixSafety SafetyOf(LintScope scope, PythonExpression key, PythonExpression value, IReadOnlyList<string> variables, PythonExpression columns)
    {
        var ownColumn = key is NameExpression name && variables.Count == 1 && name.Name == variables[0];
        var readsOnlyOwn = scope.Module.Module.Below(value).Prepend(value).All(node => node switch
        {
            CallExpression call when scope.Module.FunctionOf(call) is "col" or "column" => call.Arguments is [NameExpression read] && variables.Contains(read.Name),
            CallExpression call when scope.Module.FunctionOf(call) is "lit" or "trim" or "lower" or "upper" or "coalesce" or "round" or "abs" or "ltrim" or "rtrim" or "to_date" or "to_timestamp" => call.Arguments is not [ConstantExpression { Text: not null }, ..] || scope.Module.FunctionOf(call) == "lit",
            CallExpression { Function: AttributeExpression member } call => scope.Module.Is(member.Value, ValueKind.Column) || scope.Module.FunctionOf(call) is not null && call.Arguments.All(argument => argument is not ConstantExpression { Text: not null }),
            SubscriptExpression { Key: NameExpression read } => variables.Contains(read.Name),
            SubscriptExpression => false,
            _ => true,
        });
        var unique = LoopPatterns.IsOverColumns(scope, columns)
            || (scope.Flow.ItemsOf(columns) is { } items && items.All(item => item is ConstantExpression { Text: not null }) && items.Select(scope.Text).Distinct().Count() == items.Count);
        return ownColumn && readsOnlyOwn && unique ? FixSafety.Safe : FixSafety.Unsafe;
    }

    private static bool HasComment(LintScope scope, PythonNode node) => scope.Text(node).Contains('#', StringComparison.Ordinal);
}
