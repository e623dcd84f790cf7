using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY092: a UDF over a partition column in a filter.</summary>
internal static class UdfOnPartitionColumn
{
    public static readonly LintRule Rule = new(
        "PY092", "udf-on-partition-column", Severity.Major, "filters a partition column through Python, so that no partition is skipped", "Filter the column itself, or by a list of its values", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var partitions = PartitionColumns(scope);
        if (partitions.Count == 0)
        {
            yield break;
        }

        foreach (var (call, _, confidence) in scope.FrameCalls("filter", "where"))
        {
            if (call.Arguments is [var condition] && scope.Flow.UdfCallIn(condition) is { } udf && udf.Arguments.Any(argument => partitions.Any(column => UdfReads(argument, column))))
            {
                yield return LintScope.At(udf, confidence);
            }
        }
    }

    private static HashSet<string> PartitionColumns(LintScope scope) =>
        [.. scope.CallsOn(ValueKind.DataFrameWriter, "partitionBy").SelectMany(item => item.Call.Arguments).Select(argument => (argument as ConstantExpression)?.Text).OfType<string>()];

    private static bool UdfReads(PythonExpression argument, string column) => argument switch
    {
        ConstantExpression { Text: { } text } => text == column,
        CallExpression { Arguments: [ConstantExpression { Text: { } text }] } => text == column,
        AttributeExpression member => member.Name == column,
        SubscriptExpression { Key: ConstantExpression { Text: { } text } } => text == column,
        _ => false,
    };
}
