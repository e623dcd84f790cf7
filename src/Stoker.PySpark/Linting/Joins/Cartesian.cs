using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY055: a join without a condition.</summary>
internal static class Cartesian
{
    /// <summary>A join with fewer rows than this is a parameter grid, not an accident (lint.md, section 6).</summary>
    private const long MostRows = 1000;

    public static readonly LintRule Rule = new(
        "PY055", "cartesian", Severity.Major, "joins every row with every row", "Give the join a key; broadcast the side when it is one row", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("crossJoin", "join"))
        {
            if (call.Arguments is not [var other, ..] || !IsUnconditional(scope, call) || IsOneRow(scope, receiver) || IsOneRow(scope, other) || scope.Module.ValueOf(other).Kind is not (ValueKind.DataFrame or ValueKind.Unknown))
            {
                continue;
            }

            yield return LintScope.At(call, confidence).With("with", scope.Short(other));
        }

        foreach (var (node, text, confidence) in SqlTexts.In(scope))
        {
            if (SqlTexts.HasCommaJoinWithoutCondition(text))
            {
                yield return LintScope.At(node, LintScope.Min(confidence, Confidence.Medium)).With("sql", "comma join without WHERE");
            }
        }
    }

    private static bool IsUnconditional(LintScope scope, CallExpression call)
    {
        if (LintScope.NameOf(call) == "crossJoin")
        {
            return true;
        }

        if (call.Arguments.Any(argument => argument is StarredExpression) || call.Keywords.Any(keyword => keyword.Name is null))
        {
            return false;
        }

        var on = LintScope.Argument(call, 1, "on");
        return on is null or ConstantExpression { Kind: ConstantKind.None } || (on is CallExpression literal && scope.Module.FunctionOf(literal) == "lit" && literal.Arguments is [var value] && LintScope.IsTrue(value));
    }

    /// <summary>The values of one column, from which people make a grid of keys on purpose.</summary>
    private static bool IsKeyList(List<FrameStep> steps) => steps is [{ Name: "distinct" }, { Name: "select", Call: { Arguments: [not (StarredExpression or ListExpression)] } }, ..];

    /// <summary>A few rows written out, a limit, a limit of one, or an aggregate without keys.</summary>
    private static bool IsOneRow(LintScope scope, PythonExpression frame)
    {
        var steps = scope.Flow.StepsOf(frame).ToList();
        if (steps.Exists(step => step.Name == "limit" && step.Call is { Arguments: [not ConstantExpression { Integer: > MostRows }] }) || IsKeyList(steps)
            || (steps is [{ Name: "sql", Call: { Arguments: [var text] } }] && scope.Flow.TextOf(text) is { } sql && SqlTexts.IsGlobalAggregate(sql)))
        {
            return true;
        }

        var grouped = steps.FindIndex(step => step.Name is "groupBy" or "groupby" && step.Call is { Arguments.Count: > 0 });
        var aggregated = steps.FindIndex(step => step.Name is "agg" || (step.Name == "limit" && step.Call is { Arguments: [ConstantExpression { Integer: <= 10 }] }));
        return (aggregated >= 0 && (grouped < 0 || grouped > aggregated + 1)) || scope.Flow.IsFewRows(frame)
            || (steps.Exists(step => step.Name is "range") && scope.Flow.IsBounded(frame));
    }
}
