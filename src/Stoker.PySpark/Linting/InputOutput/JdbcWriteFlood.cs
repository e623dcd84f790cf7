using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY096: a JDBC write with neither <c>numPartitions</c> nor <c>batchsize</c>.</summary>
internal static class JdbcWriteFlood
{
    public static readonly LintRule Rule = new(
        "PY096", "jdbc-write-flood", Severity.Minor, "every task of a shuffle opens a connection and inserts small batches", "coalesce(k) before the write and set batchsize", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Write))
        {
            var steps = scope.Flow.StepsOf(action.Call).TakeWhile(step => step.Name != "write").ToList();
            var isJdbc = action.Name == "jdbc" || steps.Exists(step => step is { Name: "format", Call: { Arguments: [ConstantExpression { Text: "jdbc" }] } });
            if (isJdbc && !steps.Exists(step => step.Name == "options" && step.Call is { } call && call.Keywords.Any(keyword => keyword.Name is null or "batchsize" or "numPartitions"))
                && !steps.Exists(step => step is { Name: "option", Call: { Arguments: [ConstantExpression { Text: { } key }, ..] } } && key.ToLowerInvariant() is "batchsize" or "numpartitions")
                && !scope.Flow.StepsOf(action.Frame).Any(step => step.Name is "coalesce" or "repartition" or "limit"))
            {
                yield return LintScope.At(action.Call, LintScope.Min(action.Type.Confidence, Confidence.High)) with { Severity = scope.Flow.IsExpensive(action.Frame) ? Severity.Minor : Severity.Info };
            }
        }
    }
}
