using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY077: a window that is ordered but not partitioned.</summary>
internal static class WindowWithoutPartition
{
    public static readonly LintRule Rule = new(
        "PY077", "window-without-partition", Severity.Major, "a window without partitions moves all rows into one task", "Partition the window; for ids use monotonically_increasing_id or a hash", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.WindowSpec, "orderBy"))
        {
            if (call.Arguments.Count > 0 && LintScope.ReceiverOf(call) is { } receiver && !scope.Flow.StepsOf(receiver).Any(step => step.Name == "partitionBy") && !IsPartitionedLater(call) && IsSpecific(scope, receiver))
            {
                yield return LintScope.At(call, confidence);
            }
        }

        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.WindowSpec, "partitionBy"))
        {
            if (call.Arguments is [CallExpression literal] && scope.Module.FunctionOf(literal) == "lit")
            {
                yield return LintScope.At(call, confidence);
            }
        }
    }

    private static bool IsPartitionedLater(CallExpression call) => call.Parent is AttributeExpression { Name: "partitionBy" };

    /// <summary>The receiver is the class Window, or a chain from it; a spec that is passed in may be partitioned elsewhere.</summary>
    private static bool IsSpecific(LintScope scope, PythonExpression receiver) =>
        scope.Module.ValueOf(scope.Flow.RootOf(receiver)) is { Kind: ValueKind.External };
}
