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
        var uses = Uses(scope).GroupBy(use => use.Step).ToDictionary(group => group.Key, group => group.ToList());

        // A frame that another one continues is told with that one.
        var continued = uses.Keys.SelectMany(step => scope.Flow.StepsOf(step).Skip(1)).Select(step => step.Node).ToHashSet();
        foreach (var (step, own) in uses.Where(pair => !continued.Contains(pair.Key)).OrderBy(pair => pair.Key.Index))
        {
            var windows = scope.Flow.StepsOf(step).SelectMany(before => before.Call is { } call && uses.TryGetValue(call, out var found) ? found : []).Select(use => use.Spec).Distinct().Count();
            if (windows >= ManySpecs)
            {
                var last = own.MaxBy(use => use.Over.Index);
                yield return LintScope.At(last.Over, last.Confidence).With("windows", windows);
            }
        }
    }

    private const int ManySpecs = 3;

    /// <summary>The <c>over</c> calls with the step of a frame in which they are and the text of their specification.</summary>
    private static IEnumerable<(CallExpression Step, string Spec, CallExpression Over, Confidence Confidence)> Uses(LintScope scope)
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
                    yield return (step, specification, call, confidence);
                    break;
                }
            }
        }
    }
}
