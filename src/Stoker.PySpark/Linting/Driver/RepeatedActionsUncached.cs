using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY014: several actions on one uncached frame that is dear to make.</summary>
internal static class RepeatedActionsUncached
{
    public static readonly LintRule Rule = new(
        "PY014", "repeated-actions-uncached", Severity.Major, "is computed again for every action", "persist() it once, or merge the actions", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var reported = new HashSet<string>();
        foreach (var binding in scope.Module.AllBindings().Where(binding => binding.Kind == BindingKind.Assignment).OrderByDescending(binding => binding.Site.Index))
        {
            if (binding.Source is not { } source || scope.Module.ValueOf(source) is not { Kind: ValueKind.DataFrame } value || CacheFacts.IsKept(scope, binding))
            {
                continue;
            }

            var actions = scope.Flow.ActionsOn(binding).Where(action => action.Kind is not (ActionKind.Show or ActionKind.Take) && !FrameFlow.IsDebugOnly(action.Call) && !FrameFlow.IsOnFailure(action.Call) && !KeptBetween(scope, action, binding)).ToList();
            var runs = actions.Where(action => !actions.Exists(other => other != action && AreExclusive(action.Call, other.Call))).ToList();
            if (runs.Count >= 2 && scope.Flow.IsExpensive(source) && reported.Add(string.Join(',', runs.Select(action => action.Call.Index))))
            {
                yield return LintScope.At(source, value.Confidence).With("actions", runs.Count).With("frame", binding.Name) with { Related = [.. runs.Select(action => action.Call)] };
            }
        }
    }

    private static bool KeptBetween(LintScope scope, ActionCall action, Binding binding) =>
        scope.Flow.StepsOf(action.Frame).TakeWhile(step => step.Node != binding.Source).Any(step => FrameFlow.Keeping.Contains(step.Name))
        || scope.Flow.BindingsBehind(action.Frame).Any(between => between != binding && between.Site.Index > binding.Site.Index && CacheFacts.IsKept(scope, between));

    private static bool AreExclusive(PythonNode left, PythonNode right)
    {
        for (var around = left.Parent; around is not null; around = around.Parent)
        {
            if (around is IfStatement branch && ResolvedModule.Contains(branch, right))
            {
                return ResolvedModule.InBlock(branch.Body, left) != ResolvedModule.InBlock(branch.Body, right);
            }
        }

        return false;
    }
}
