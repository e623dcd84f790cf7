using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY040: <c>asNondeterministic()</c> on a deterministic body.</summary>
internal static class NondeterministicFlag
{
    public static readonly LintRule Rule = new(
        "PY040", "nondeterministic-flag", Severity.Info, "is marked nondeterministic though its body is not, which stops the optimizer", "Drop asNondeterministic()", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var call in scope.Module.CallsOf("asNondeterministic"))
        {
            if (LintScope.ReceiverOf(call) is { } receiver && scope.Module.ValueOf(receiver).Udf is { Body: { } body } && IsDeterministic(scope, body))
            {
                yield return LintScope.At(call, Confidence.High) with { Fix = Edits.RemoveCall(scope, call, "drop the flag", FixSafety.Safe) };
            }
        }
    }

    /// <summary>Only bodies whose every call is a method or built-in that is known to be pure.</summary>
    private static bool IsDeterministic(LintScope scope, PythonNode body) => UdfBodies.CallsIn(scope, body).All(call => ExternalCalls.QualifiedName(scope, call) switch
    {
        null => call.Function is AttributeExpression { Value: var owner } && scope.Module.ValueOf(owner).Kind != ValueKind.External && LintScope.NameOf(call) is "lower" or "upper" or "strip" or "split" or "replace" or "get" or "join" or "startswith" or "endswith",
        "len" or "int" or "float" or "str" or "abs" or "round" or "min" or "max" or "sum" or "bool" or "sorted" => true,
        var qualified => qualified.StartsWith("math.", StringComparison.Ordinal),
    });
}
