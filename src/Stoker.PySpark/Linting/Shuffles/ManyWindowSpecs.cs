using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY078: three or more window specifications on one frame.</summary>
internal static class ManyWindowSpecs
{
    public static readonly LintRule Rule = new(
        "PY078", "many-window-specs", Severity.Info, "every different window sorts the frame again", "Give the columns the same window, with the same order", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var statementSpecs in Uses(scope).GroupBy(use => use.Frame).Where(group => group.Select(use => use.Spec).Distinct().Count() >= ManySpecs))
        {
            var last = statementSpecs.MaxBy(use => use.Over.Index);
            yield return LintScope.At(last.Over, last.Confidence).With("windows", statementSpecs.Select(use => use.Spec).Distinct().Count());
        }
    }

    private const int ManySpecs = 3;

    /// <summary>The <c>over</c> calls with the chain of frames they are in and the text of their specification.</summary>
    private static IEnumerable<(PythonExpression Frame, string Spec, CallExpression Over, Confidence Confidence)> Uses(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.Column, "over"))
        {
            if (call.Arguments is not [var spec] || !scope.Module.Is(spec, ValueKind.WindowSpec))
            {
                continue;
            }

            for (var around = call.Parent; around is not null and not PythonStatement; around = around.Parent)
            {
                if (around is CallExpression { Function: AttributeExpression { Name: "withColumn" or "select" or "withColumns" } } step && scope.Module.Is(step, ValueKind.DataFrame))
                {
                    var specification = string.Concat(scope.Text(scope.Flow.Followed(spec) ?? spec).Where(character => !char.IsWhiteSpace(character)));
                    yield return (scope.Flow.RootOf(step), specification, call, confidence);
                    break;
                }
            }
        }
    }
}
