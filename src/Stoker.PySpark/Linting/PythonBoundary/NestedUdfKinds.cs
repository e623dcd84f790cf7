using Stoker.Findings;
using Stoker.PySpark.Resolution;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY032: UDFs of different kinds nested in each other.</summary>
internal static class NestedUdfKinds
{
    public static readonly LintRule Rule = new(
        "PY032", "nested-udf-kinds", Severity.Info, "passes a UDF's result to a UDF of another kind, which takes two trips to Python", "Use one kind of UDF in a chain", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var call in scope.Module.AllCalls)
        {
            if (scope.Module.ValueOf(call) is not { Kind: ValueKind.Column, Udf: { } outer })
            {
                continue;
            }

            foreach (var argument in call.Arguments)
            {
                if (scope.Flow.UdfCallIn(argument) is { } inner && scope.Module.ValueOf(inner).Udf is { } other && other.Kind != outer.Kind)
                {
                    yield return LintScope.At(call, Confidence.High).With("inner", scope.Short(inner.Function)).With("outer", scope.Short(call.Function));
                }
            }
        }
    }
}
