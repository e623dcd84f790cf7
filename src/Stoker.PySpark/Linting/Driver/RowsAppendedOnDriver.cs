using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY018: <c>createDataFrame</c> of a list filled from collected rows.</summary>
internal static class RowsAppendedOnDriver
{
    public static readonly LintRule Rule = new(
        "PY018", "rows-appended-on-driver", Severity.Minor, "builds a frame from rows that were collected and changed one by one", "Express the change as columns, or as a UDF, inside Spark", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.SparkSession, "createDataFrame"))
        {
            if (call.Arguments is [NameExpression list, ..] && FillingLoop(scope, list) is { } loop)
            {
                yield return LintScope.At(call, LintScope.Min(confidence, Confidence.High)) with { Related = [loop] };
            }
        }

        foreach (var call in scope.Module.CallsOf("concat"))
        {
            var inner = call.Arguments is [var parts, ..] ? scope.Module.Module.Below(parts).OfType<CallExpression>().FirstOrDefault(part => scope.Flow.ActionAt(part) is { Name: "toPandas" }) : null;
            if (inner is not null && scope.Module.ValueOf(call.Function).Kind == ValueKind.External && scope.Flow.LongLoopAround(inner) is not null)
            {
                yield return LintScope.At(call, Confidence.High) with { Related = [inner] };
            }
        }
    }

    private static ForStatement? FillingLoop(LintScope scope, NameExpression list)
    {
        foreach (var append in scope.Module.CallsOf("append", "extend"))
        {
            if (append.Start < list.Start && LintScope.ReceiverOf(append) is NameExpression name && name.Name == list.Name && scope.Module.FunctionAround(append) == scope.Module.FunctionAround(list)
                && scope.Flow.LoopsAround(append).Select(loop => loop.Node).OfType<ForStatement>().FirstOrDefault(loop => CollectedSources.ActionBehind(scope, loop.Iterable) is not null) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
