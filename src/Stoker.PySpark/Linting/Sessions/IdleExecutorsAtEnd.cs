using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY126: driver-only work behind the last action with the session open.</summary>
internal static class IdleExecutorsAtEnd
{
    public static readonly LintRule Rule = new(
        "PY126", "idle-executors-at-end", Severity.Major, "keeps executors while the driver works alone", "Call spark.stop() before driver-only work, or use dynamic allocation", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        if (scope.IsNotebook || scope.Flow.Actions.Count == 0 || scope.Module.CallsOf("readStream").Any())
        {
            yield break;
        }

        foreach (var action in scope.Flow.Actions)
        {
            var function = scope.Module.FunctionAround(action.Call);
            var isLast = scope.Flow.Actions.All(other => other == action || scope.Module.FunctionAround(other.Call) != function || other.Call.End <= action.Call.End);
            if (!isLast || scope.Flow.LoopsAround(action.Call).Any() || function is LambdaExpression)
            {
                continue;
            }

            var work = scope.Module.AllCalls.FirstOrDefault(call => call.Start > action.Call.End && scope.Module.FunctionAround(call) == function && !WaitsForRetry(call) && IsDriverWork(scope, call));
            if (work is not null && !scope.Module.CallsOf("stop").Any(stop => stop.Start > action.Call.End && stop.Start < work.Start) && !UsesSparkAfter(scope, work, function))
            {
                yield return LintScope.At(work, Confidence.Medium) with { Related = [action.Call] };
            }
        }
    }

    /// <summary>A pause in a loop or after an error is a retry or a poll, not work at the end.</summary>
    private static bool WaitsForRetry(PythonNode call)
    {
        for (var around = call.Parent; around is not null and not FunctionDefinition; around = around.Parent)
        {
            if (around is ForStatement or WhileStatement or ExceptHandler)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDriverWork(LintScope scope, CallExpression call)
    {
        var qualified = ExternalCalls.QualifiedName(scope, call);
        return qualified is "time.sleep" or "input" || (call.Function is AttributeExpression { Name: "fit" or "fit_transform", Value: var model } && IsSklearn(scope, model));
    }

    private static bool IsSklearn(LintScope scope, PythonExpression model) =>
        (scope.Flow.Followed(model) ?? model) is CallExpression made && ExternalCalls.QualifiedName(scope, made) is { } name && name.Split('.')[0] is "sklearn" or "xgboost" or "lightgbm" or "catboost";

    private static bool UsesSparkAfter(LintScope scope, PythonNode work, PythonNode function) =>
        scope.Module.AllCalls.Any(call => call.Start > work.End && scope.Module.FunctionAround(call) == function && LintScope.NameOf(call) != "stop" && scope.Module.ValueOf(call).IsSpark);
}
