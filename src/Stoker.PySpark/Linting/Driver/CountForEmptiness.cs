using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY004: <c>count()</c> compared with nothing.</summary>
internal static class CountForEmptiness
{
    public static readonly LintRule Rule = new(
        "PY004", "count-for-emptiness", Severity.Major, "counts all rows to learn whether there is one", "Use isEmpty(), which stops at the first row", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Count))
        {
            if ((EmptinessTest(action.Call) ?? NamedTest(scope, action.Call)) is not { } test || scope.Flow.IsFewRows(action.Frame))
            {
                continue;
            }

            var fix = ResolvedModule.Contains(test.Node, action.Call) ? FixFor(scope, action, test.Node, test.MeansEmpty) : null;
            yield return LintScope.At(action.Call, action.Type.Confidence).With("test", scope.Short(test.Node)) with { Fix = fix };
        }
    }

    /// <summary>The first test of a name that a count is bound to, where it is used for nothing but such tests.</summary>
    private static (PythonExpression Node, bool MeansEmpty)? NamedTest(LintScope scope, CallExpression count) =>
        count.Parent is AssignStatement { Targets: [NameExpression target] } && scope.Module.BindingAt(target) is { Uses: [var first, ..] uses }
            && uses.All(use => EmptinessTest(use) is not null && scope.Module.Reaching(use).Count == 1) ? EmptinessTest(first) : null;

    /// <summary>The comparison or truth test around a count, and whether it is true for an empty frame.</summary>
    private static (PythonExpression Node, bool MeansEmpty)? EmptinessTest(PythonExpression count) => count.Parent switch
    {
        CompareExpression { Operators: [var op], Comparators: [ConstantExpression { Integer: { } limit }] } compare when compare.Left == count => Read(compare, op, limit),
        CompareExpression { Operators: [var op], Left: ConstantExpression { Integer: { } limit } } compare => Read(compare, Mirror(op), limit),
        IfStatement branch when branch.Test == count => (count, false),
        WhileStatement loop when loop.Test == count => (count, false),
        ConditionalExpression conditional when conditional.Test == count => (count, false),
        UnaryExpression { Operator: UnaryOperator.Not } => (count, false),
        AssertStatement assert when assert.Test == count => (count, false),
        BooleanExpression { Parent: IfStatement or WhileStatement or UnaryExpression } => (count, false),
        _ => null,
    };

    private static (PythonExpression Node, bool MeansEmpty)? Read(CompareExpression compare, ComparisonOperator op, long limit) => (op, limit) switch
    {
        (ComparisonOperator.Equal or ComparisonOperator.LessOrEqual, 0) or (ComparisonOperator.Less, 1) => (compare, true),
        (ComparisonOperator.NotEqual or ComparisonOperator.Greater, 0) or (ComparisonOperator.GreaterOrEqual, 1) => (compare, false),
        _ => null,
    };

    private static ComparisonOperator Mirror(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => op,
    };

    private static LintFix? FixFor(LintScope scope, ActionCall action, PythonExpression test, bool meansEmpty)
    {
        var known = action.Type.Kind == ValueKind.Rdd || scope.Facts.Has(3, 3);
        if (!known || LintScope.IsFormatted(test))
        {
            return null;
        }

        var name = (AttributeExpression)action.Call.Function;
        var text = scope.Module.Module.Source.Text.Slice(action.Call.Start, name.End - name.Name.Length) + "isEmpty()";
        var standsAlone = test.Parent is IfStatement or WhileStatement or BooleanExpression or UnaryExpression or ReturnStatement or AssignStatement or AssertStatement or KeywordArgument;
        var replacement = meansEmpty ? text : standsAlone ? "not " + text : "(not " + text + ")";
        return scope.Fix("ask isEmpty()", FixSafety.Safe, new TextEdit(test.Start, test.End, replacement));
    }
}
