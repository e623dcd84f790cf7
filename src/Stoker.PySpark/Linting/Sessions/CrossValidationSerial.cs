using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY129: a cross-validation without <c>parallelism</c>.</summary>
internal static class CrossValidationSerial
{
    public static readonly LintRule Rule = new(
        "PY129", "cross-validation-serial", Severity.Minor, "fits one model after the other", "Set parallelism", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var call in scope.Module.AllCalls)
        {
            if (ExternalCalls.QualifiedName(scope, call) is { } name && name.StartsWith("pyspark.ml.tuning.", StringComparison.Ordinal) && LintScope.NameOf(call) is "CrossValidator" or "TrainValidationSplit"
                && !call.Keywords.Any(keyword => keyword.Name is "parallelism" or null) && !SetsParallelism(scope, call))
            {
                var fix = call.Keywords.Count > 0 ? scope.Fix("fit four at a time", FixSafety.Safe, new TextEdit(call.Keywords[^1].End, call.Keywords[^1].End, ", parallelism=4")) : null;
                yield return LintScope.At(call, Confidence.High) with { Fix = fix };
            }
        }
    }

    private static bool SetsParallelism(LintScope scope, CallExpression call)
    {
        PythonNode? at = call;
        while (at?.Parent is AttributeExpression { Parent: CallExpression chained } member)
        {
            if (member.Name == "setParallelism")
            {
                return true;
            }

            at = chained;
        }

        return scope.Module.CallsOf("setParallelism").Any();
    }
}
