using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY028: an RDD turned into a frame without types.</summary>
internal static class ToDfWithoutSchema
{
    public static readonly LintRule Rule = new(
        "PY028", "todf-without-schema", Severity.Minor, "runs a job to guess the schema of an RDD", "Give the schema: types, not only names", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.Rdd, "toDF"))
        {
            if (HasNoTypes(scope, LintScope.Argument(call, 0, "schema")) && !scope.Flow.IsBounded(LintScope.ReceiverOf(call) ?? call))
            {
                yield return LintScope.At(call, confidence);
            }
        }

        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.SparkSession, "createDataFrame").Concat(scope.CallsOn(ValueKind.SqlContext, "createDataFrame")))
        {
            if (call.Arguments is [var rdd, ..] && scope.Module.ValueOf(rdd) is { Kind: ValueKind.Rdd } value && HasNoTypes(scope, LintScope.Argument(call, 1, "schema")) && !scope.Flow.IsBounded(rdd))
            {
                yield return LintScope.At(call, LintScope.Min(confidence, value.Confidence));
            }
        }
    }

    private static bool HasNoTypes(LintScope scope, PythonExpression? schema) => schema switch
    {
        null => true,
        ListExpression or TupleExpression => scope.Flow.ItemsOf(schema) is { } names && names.All(name => name is ConstantExpression { Text: not null }),
        _ => false,
    };
}
