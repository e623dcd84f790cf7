using System.Text.RegularExpressions;
using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY103: a drop of the target of the next write.</summary>
internal static partial class DropBeforeOverwrite
{
    public static readonly LintRule Rule = new(
        "PY103", "drop-before-overwrite", Severity.Info, "drops or deletes a table just before it is overwritten", "Overwrite it: the drop costs a listing and leaves a gap", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.SparkSession, "sql"))
        {
            if (call.Arguments is not [var sql] || scope.Flow.TextOf(sql) is not { } text || Dropped().Match(text) is not { Success: true } match || scope.Flow.LongLoopAround(call) is not null)
            {
                continue;
            }

            var table = match.Groups[1].Value;
            var write = scope.Flow.Actions.FirstOrDefault(action => action.Kind == ActionKind.Write && action.Call.Start > call.End && action.Name is "saveAsTable" or "insertInto" && action.Call.Arguments is [var target, ..]
                && scope.Flow.TextOf(target) == table && scope.Module.FunctionAround(action.Call) == scope.Module.FunctionAround(call));
            if (write is not null && table.Trim(FrameFlow.Hole).Length > 0)
            {
                yield return LintScope.At(call, confidence).With("table", table) with { Related = [write.Call] };
            }
        }
    }

    [GeneratedRegex(@"^\s*(?:drop\s+table(?:\s+if\s+exists)?|delete\s+from|truncate\s+table)\s+([\w.￼`{}]+)\s*;?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Dropped();
}
