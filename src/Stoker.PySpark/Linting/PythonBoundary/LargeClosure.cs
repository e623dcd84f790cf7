using Stoker.Findings;
using Stoker.PySpark.Closures;
using Stoker.PySpark.Resolution;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY030: a UDF, or a function given to an RDD, that reads an outer name bound to something large.</summary>
internal static class LargeClosure
{
    public static readonly LintRule Rule = new(
        "PY030", "large-closure", Severity.Minor, "ships a large object with every task", "Broadcast it, or join with it", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var functions = new FunctionClosures(scope);
        var carried = scope.Module.Udfs().Where(udf => udf.Body is not null && UdfBodies.IsHere(scope, udf.Body)).Select(udf => (Closure: functions.OfBody(udf.Body!), Confidence: Confidence.Medium)) // Not null by the condition.
            .Concat(scope.CallsOn(ValueKind.Rdd, RddMethods.WithFunctions).Concat(scope.FrameCalls("foreach", "foreachPartition")).SelectMany(found => RddMethods.FunctionsOf(found.Call).Select(function => (Closure: functions.Of(function), Confidence: LintScope.Min(found.Confidence, Confidence.Medium)))));
        return carried.SelectMany(item => item.Closure.Captures.Select(capture => MatchOf(scope, capture, item.Confidence))).DistinctBy(match => match.Node);
    }

    private static LintMatch MatchOf(LintScope scope, Capture capture, Confidence confidence)
    {
        var match = LintScope.At(capture.Read, confidence) with { Related = [capture.Value.Site] };
        return capture.Value.Bytes is not null ? match.With("builtBy", scope.Short(capture.Value.Site))
            : capture.Value.Entries is { } entries ? match.With("builtBy", scope.Short(capture.Value.Site)).With("entries", entries) : match.With("loadedBy", scope.Short(capture.Value.Site));
    }
}
