using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY015: a count beside a write of the same rows.</summary>
internal static class CountAroundWrite
{
    public static readonly LintRule Rule = new(
        "PY015", "count-around-write", Severity.Minor, "counts what is written in a job of its own", "Observe the count during the write: df.observe(...)", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var writes = scope.Flow.Actions.Where(action => action.Kind == ActionKind.Write).ToList();
        foreach (var count in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Count && !(scope.IsNotebook && LoggingCalls.IsLogged(action.Call)) && !scope.Flow.IsBounded(action.Frame)))
        {
            foreach (var write in writes.Where(write => !IsOverwrittenLater(scope, count, write, writes)))
            {
                var sameBlock = ResolvedModule.StatementOf(count.Call)?.Parent == ResolvedModule.StatementOf(write.Call)?.Parent && scope.Module.FunctionAround(count.Call) == scope.Module.FunctionAround(write.Call);
                if (sameBlock && (IsSameCheapFrame(scope, count, write) || IsReRead(scope, count, write)))
                {
                    yield return LintScope.At(count.Call, count.Type.Confidence) with { Related = [write.Call] };
                    break;
                }
            }
        }
    }

    /// <summary>Whether another write to the same place stands between a write and the count.</summary>
    private static bool IsOverwrittenLater(LintScope scope, ActionCall count, ActionCall write, List<ActionCall> writes) =>
        write.Call.Arguments is [var target, ..]
        && writes.Exists(later => later.Call.Start > write.Call.End && later.Call.End < count.Call.Start && later.Call.Arguments is [var place, ..] && scope.Text(place) == scope.Text(target));

    /// <summary>A write that adds to what is there, or leaves it, does not say what is there afterwards.</summary>
    private static bool KeepsWhatWasThere(LintScope scope, ActionCall write) =>
        scope.Flow.StepsOf(write.Call).TakeWhile(step => step.Name is not ("write" or "writeTo")).Any(step => step is { Name: "mode", Call: { Arguments: [var mode, ..] } } && scope.Flow.TextOf(mode) is not ("overwrite" or "error" or "errorifexists"))
        || (LintScope.Argument(write.Call, -1, "mode") is { } given && scope.Flow.TextOf(given) is not ("overwrite" or "error" or "errorifexists"));

    /// <summary>A dear frame is PY014's.</summary>
    private static bool IsSameCheapFrame(LintScope scope, ActionCall count, ActionCall write) =>
        count.Frame is NameExpression left && write.Frame is NameExpression right && left.Name == right.Name
        && scope.Flow.SingleBinding(left) is { } binding && binding == scope.Flow.SingleBinding(right) && !CacheFacts.IsKept(scope, binding)
        && !(binding.Source is { } source && binding.Kind == BindingKind.Assignment && scope.Flow.IsExpensive(source));

    private static bool IsReRead(LintScope scope, ActionCall count, ActionCall write) =>
        count.Call.Start > write.Call.End && write.Call.Arguments is [var target, ..] && !KeepsWhatWasThere(scope, write)
        && scope.Flow.StepsOf(count.Frame).FirstOrDefault() is { Call: { Arguments: [var read, ..] } } first && first.Name is "parquet" or "csv" or "json" or "orc" or "load" or "table"
        && scope.Text(read) == scope.Text(target);
}
