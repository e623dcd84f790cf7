using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Rewriting.Editing;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY060: a join with a small side and no hint; a log has to confirm it.</summary>
internal static class SmallSideWithoutBroadcast
{
    public static readonly LintRule Rule = new(
        "PY060", "small-side-without-broadcast", Severity.Minor, "a side that is small by the source may be shuffled", "Say F.broadcast(...) when the log shows a shuffle", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, _) in scope.FrameCalls("join"))
        {
            if (call.Arguments is [var other, ..] && scope.Module.Is(other, ValueKind.DataFrame) && !(other is CallExpression hint && scope.Module.FunctionOf(hint) == "broadcast") && scope.Flow.IsBounded(other))
            {
                yield return LintScope.At(call, Confidence.Low).With("side", scope.Short(other)) with { Fix = Fix(scope, other) };
            }
        }
    }

    /// <summary>The rows stay the same; the plan and with it their order may not.</summary>
    private static LintFix? Fix(LintScope scope, PythonExpression side) => FunctionsModule.Of(scope.Module.Module) is { Import: null, Name: var functions } && !LintScope.IsFormatted(side)
        ? scope.Fix("broadcast the small side", FixSafety.Unsafe, new TextEdit(side.Start, side.Start, functions + ".broadcast("), new TextEdit(side.End, side.End, ")"))
        : null;
}
