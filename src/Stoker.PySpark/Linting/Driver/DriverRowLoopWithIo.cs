using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY010: a loop over collected rows whose body does I/O.</summary>
internal static class DriverRowLoopWithIo
{
    public static readonly LintRule Rule = new(
        "PY010", "driver-row-loop-with-io", Severity.Major, "does one request or write for each collected row, on the driver", "Use foreachPartition, a writer, or one batch call", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var loop in scope.Nodes.OfType<ForStatement>())
        {
            var action = scope.Flow.ActionAt(loop.Iterable) ?? (scope.Flow.Followed(loop.Iterable) is { } source ? scope.Flow.ActionAt(source) : null);
            if (action is not { Name: "collect" or "toLocalIterator" } || scope.Flow.IsBounded(action.Frame))
            {
                continue;
            }

            var request = loop.Body.SelectMany(statement => scope.Module.Module.Below(statement)).OfType<CallExpression>().FirstOrDefault(call => ExternalCalls.IsRequest(scope, call));
            if (request is not null)
            {
                yield return LintScope.At(loop, LintScope.Min(action.Type.Confidence, Confidence.Medium)).With("request", scope.Short(request));
            }
        }
    }
}
