using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY031: a UDF that only looks up a broadcast mapping.</summary>
internal static class BroadcastDictLookup
{
    public static readonly LintRule Rule = new(
        "PY031", "broadcast-dict-lookup", Severity.Minor, "looks rows up in a broadcast dictionary in Python", "Broadcast-join the dictionary as a frame, or use a map literal", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var udf in scope.Module.Udfs())
        {
            foreach (var value in UdfBodies.NodesIn(scope, udf.Body).OfType<AttributeExpression>().Where(member => member.Name == "value" && scope.Module.Is(member.Value, ValueKind.Broadcast)))
            {
                var isLookup = value.Parent is AttributeExpression { Name: "get" } || (value.Parent is SubscriptExpression subscript && subscript.Value == value)
                    || value.Parent is CompareExpression { Operators: [ComparisonOperator.In or ComparisonOperator.NotIn] };
                // A loop that walks through the mapping, such as a tree from child to parent, is no join.
                if (isLookup && !IsWalked(value, udf.Body!))
                {
                    var isDictionary = scope.Module.ValueOf(value).Kind == ValueKind.Mapping;
                    yield return LintScope.At(value, isDictionary ? Confidence.High : Confidence.Medium);
                    break;
                }
            }
        }
    }

    private static bool IsWalked(PythonNode node, PythonNode body)
    {
        for (var around = node.Parent; around is not null && around != body; around = around.Parent)
        {
            if (around is WhileStatement)
            {
                return true;
            }
        }

        return false;
    }
}
