using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY005: emptiness asked of <c>.rdd</c>.</summary>
internal static class RddForEmptiness
{
    public static readonly LintRule Rule = new(
        "PY005", "rdd-for-emptiness", Severity.Minor, "goes through Python workers to learn whether there is a row", "Ask the DataFrame: isEmpty()", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.CallsOn(ValueKind.Rdd, "isEmpty"))
        {
            if (receiver is AttributeExpression { Name: "rdd", Value: var frame } && scope.Module.Is(frame, ValueKind.DataFrame))
            {
                var fix = scope.Facts.Has(3, 3) && !LintScope.IsFormatted(call) ? scope.Fix("ask the DataFrame", FixSafety.Safe, new TextEdit(frame.End, receiver.End, "")) : null;
                yield return LintScope.At(call, confidence) with { Fix = fix };
            }
        }

        foreach (var call in scope.Module.PlainCallsOf("len"))
        {
            // take(1) of a DataFrame stops as early as isEmpty() does.
            if (call.Arguments is [CallExpression { Arguments: [ConstantExpression { Integer: 1 }] } taken] && scope.Flow.ActionAt(taken) is { Name: "take" or "head", Frame: AttributeExpression { Name: "rdd" } } action)
            {
                yield return LintScope.At(call, action.Type.Confidence);
            }
        }
    }
}
