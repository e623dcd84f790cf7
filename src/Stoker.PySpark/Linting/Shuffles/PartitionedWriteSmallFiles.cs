using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY073: <c>partitionBy</c> on write without gathering its columns.</summary>
internal static class PartitionedWriteSmallFiles
{
    public static readonly LintRule Rule = new(
        "PY073", "partitioned-write-small-files", Severity.Major, "every task writes a file for every value, so that files are small and many", "repartition by the same columns before the write", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Write && action.Name is "save" or "parquet" or "orc" or "csv" or "json" or "saveAsTable"))
        {
            var writer = scope.Flow.StepsOf(action.Call).TakeWhile(step => step.Name != "write").ToList();
            var partitioned = writer.Find(step => step.Name == "partitionBy")?.Call ?? (LintScope.Argument(action.Call, 99, "partitionBy") is not null ? action.Call : null);
            if (partitioned is null || writer.Exists(step => step.Name == "bucketBy") || IsGathered(scope, action.Frame))
            {
                continue;
            }

            var columns = partitioned == action.Call ? null : string.Join(", ", partitioned.Arguments.Select(scope.Text));
            var simple = columns is not null && partitioned.Arguments.Count > 0 && partitioned.Arguments.All(column => column is ConstantExpression { Text: not null } or StarredExpression) && action.Frame is NameExpression or CallExpression;
            var fix = simple ? scope.Fix("gather the values first", FixSafety.Unsafe, new TextEdit(action.Frame.End, action.Frame.End, $".repartition({columns})")) : null;
            yield return LintScope.At(partitioned, action.Type.Confidence) with { Fix = fix };
        }
    }

    /// <summary>Whether rows were brought together, in few partitions or by key, since the last narrow source; a global aggregate is small.</summary>
    private static bool IsGathered(LintScope scope, PythonExpression frame) =>
        scope.Flow.IsBounded(frame) && scope.Flow.StepsOf(frame).Any(step => step.Name is "createDataFrame" or "limit" or "range")
        || scope.Flow.StepsOf(frame).Any(step => step.Name is "repartition" or "repartitionByRange" or "coalesce" or "hint" or "sort" or "orderBy" or "sortWithinPartitions");
}
