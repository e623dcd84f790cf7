using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY033: the iterator of a partition turned into a list.</summary>
internal static class PartitionMaterialised
{
    public static readonly LintRule Rule = new(
        "PY033", "partition-materialised", Severity.Minor, "holds a whole partition in Python's memory", "Keep the iterator: yield as you read", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, function) in UdfBodies.FunctionsGivenTo(scope, "mapPartitions", "mapInPandas", "mapInArrow", "mapPartitionsWithIndex", "foreachPartition"))
        {
            var parameters = UdfBodies.ParametersOf(function);
            if (parameters.Count == 0)
            {
                continue;
            }

            var iterator = parameters[^1];
            foreach (var inner in UdfBodies.CallsIn(scope, function))
            {
                var materialises = inner is { Function: NameExpression { Name: "list" or "sorted" or "tuple" }, Arguments: [NameExpression first, ..] } && first.Name == iterator
                    || inner is { Function: AttributeExpression { Name: "concat" }, Arguments: [NameExpression frames, ..] } && frames.Name == iterator;
                if (materialises)
                {
                    yield return LintScope.At(inner, scope.Module.ValueOf(LintScope.ReceiverOf(call) ?? call).Confidence).With("givenTo", LintScope.NameOf(call));
                }
            }
        }
    }
}
