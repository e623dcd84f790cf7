using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Caching;

/// <summary>PY112: a transformation as a statement.</summary>
internal static class ResultDropped
{
    public static readonly LintRule Rule = new(
        "PY112", "result-dropped", Severity.Major, "the result of a transformation is thrown away, so that nothing happens", "Assign the result, or delete the line", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("repartition", "filter", "where", "checkpoint", "localCheckpoint", "withColumn", "hint", "select", "drop", "dropDuplicates", "distinct", "orderBy", "sort", "withColumnRenamed", "coalesce", "fillna", "dropna", "union", "unionByName", "join", "limit"))
        {
            // The last line of a notebook cell is shown.
            if (call.Parent is ExpressionStatement statement && !(scope.IsNotebook && IsLastOfCell(scope, statement)))
            {
                var fix = receiver is NameExpression name ? scope.Fix("assign the result", FixSafety.Unsafe, new TextEdit(statement.Start, statement.Start, name.Name + " = ")) : null;
                yield return LintScope.At(call, confidence).With("method", LintScope.NameOf(call)) with { Fix = fix };
            }
        }
    }

    private static bool IsLastOfCell(LintScope scope, PythonStatement statement)
    {
        var source = scope.Module.Module.Source;
        var cell = source.CellAt(source.Text.PositionOf(statement.Start).Line);
        return cell is not null && !scope.Module.Module.Body.Any(other => other.Start > statement.Start && source.CellAt(source.Text.PositionOf(other.Start).Line) == cell);
    }
}
