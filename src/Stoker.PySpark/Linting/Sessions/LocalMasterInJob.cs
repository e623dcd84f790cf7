using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY124: <c>.master("local…")</c> in code.</summary>
internal static class LocalMasterInJob
{
    public static readonly LintRule Rule = new(
        "PY124", "local-master-in-job", Severity.Minor, "runs on the driver's machine wherever it is submitted", "Delete master(...); spark-submit gives it", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        if (scope.IsNotebook)
        {
            yield break;
        }

        foreach (var (call, receiver, confidence) in scope.CallsOn(ValueKind.SessionBuilder, "master").Concat(scope.CallsOn(ValueKind.SparkConf, "setMaster")))
        {
            if (call.Arguments is [ConstantExpression { Text: { } master }] && master.StartsWith("local", StringComparison.Ordinal) && !IsInTestFunction(scope, call))
            {
                var fix = call.Parent is AttributeExpression ? Edits.RemoveCall(scope, call, "delete it", FixSafety.Unsafe) : null;
                yield return LintScope.At(call, confidence).With("master", master) with { Fix = fix };
            }
        }
    }

    /// <summary>Modules that test themselves do it in <c>_test()</c> or <c>test_…()</c>.</summary>
    private static bool IsInTestFunction(LintScope scope, PythonNode call) => scope.Module.FunctionAround(call) is FunctionDefinition function && function.Name.TrimStart('_').StartsWith("test", StringComparison.Ordinal);
}
