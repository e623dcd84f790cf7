using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY016: a filter and count for each column.</summary>
internal static class NullCountPerColumn
{
    public static readonly LintRule Rule = new(
        "PY016", "null-count-per-column", Severity.Major, "runs one job for every column", "Count the nulls of all columns in one select", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Count))
        {
            if (scope.Flow.LoopsAround(action.Call).FirstOrDefault(loop => loop.Iterable is not null && LoopPatterns.IsOverColumns(scope, loop.Iterable)) is { } loop && LoopPatterns.IsPerColumn(scope, action, loop))
            {
                yield return LintScope.At(action.Call, action.Type.Confidence) with { Fix = FixFor(scope, action, loop) };
            }
        }
    }

    /// <summary>Rewrites <c>{c: df.filter(F.col(c).isNull()).count() for c in df.columns}</c>, in which every column has a name of its own.</summary>
    private static LintFix? FixFor(LintScope scope, ActionCall action, LoopContext loop)
    {
        if (loop.Node is not DictComprehension { Key: NameExpression key, Clauses: [{ Conditions.Count: 0 } clause] } comprehension || comprehension.Value != action.Call || clause.Target is not NameExpression target || target.Name != key.Name
            || action.Frame is not CallExpression { Function: AttributeExpression { Name: "filter" or "where", Value: NameExpression frame }, Arguments: [var condition] }
            || condition is not CallExpression { Function: AttributeExpression { Name: "isNull", Value: CallExpression { Function: AttributeExpression { Name: "col", Value: NameExpression functions } } } })
        {
            return null;
        }

        var text = $"{frame.Name}.select([{functions.Name}.count({functions.Name}.when({scope.Text(condition)}, 1)).alias({key.Name}) for {key.Name} in {scope.Text(clause.Iterable)}]).first().asDict()";
        return scope.Fix("count all columns in one job", FixSafety.Unsafe, new TextEdit(comprehension.Start, comprehension.End, text));
    }
}
