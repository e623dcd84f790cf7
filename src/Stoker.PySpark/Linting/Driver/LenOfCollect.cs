using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY006: the rows of a <c>collect()</c> are only counted.</summary>
internal static class LenOfCollect
{
    public static readonly LintRule Rule = new(
        "PY006", "len-of-collect", Severity.Major, "brings every row to the driver to count them there", "Use count()", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var call in scope.Module.PlainCallsOf("len"))
        {
            if (call.Arguments is not [var counted] || call.Keywords.Count > 0 || Collected(scope, counted) is not { } action || scope.Flow.IsBounded(action.Frame))
            {
                continue;
            }

            var name = (AttributeExpression)action.Call.Function;
            var fix = counted == action.Call && action.Call.Keywords.Count + action.Call.Arguments.Count == 0 && !LintScope.IsFormatted(call)
                ? scope.Fix("count in Spark", FixSafety.Safe, new TextEdit(call.Start, action.Call.Start, ""), new TextEdit(name.End - name.Name.Length, call.End, "count()"))
                : null;
            yield return LintScope.At(call, action.Type.Confidence) with { Fix = fix };
        }
    }

    /// <summary>Whether the rows of an action are counted and not used otherwise.</summary>
    public static bool IsOnlyCounted(LintScope scope, ActionCall action) =>
        LintScope.NameOf(action.Call.Parent as CallExpression) == "len"
        || (action.Call.Parent is AssignStatement { Targets: [NameExpression target] } && scope.Module.BindingAt(target) is { Uses: [{ Parent: CallExpression { Function: NameExpression { Name: "len" } } only }] }
            && Collected(scope, only.Arguments[0]) == action);

    private static ActionCall? Collected(LintScope scope, PythonExpression counted)
    {
        if (scope.Flow.ActionAt(counted) is { Name: "collect" or "toPandas" } direct)
        {
            return direct;
        }

        return counted is NameExpression name && scope.Flow.SingleBinding(name) is { Source: { } source } binding && scope.Module.BindingAt(binding.Site)?.Uses.Count == 1
            && scope.Flow.ActionAt(source) is { Name: "collect" or "toPandas" } action ? action : null;
    }
}
