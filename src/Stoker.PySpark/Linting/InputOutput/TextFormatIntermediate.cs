using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY101: CSV or JSON written and read by the same project.</summary>
internal static class TextFormatIntermediate
{
    public static readonly LintRule Rule = new(
        "PY101", "text-format-intermediate", Severity.Minor, "writes text that this project parses again", "Write Parquet between the steps", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var reads = scope.Module.Project.Modules.SelectMany(module => module == scope.Module ? Reads.In(scope) : []).Where(read => read is { Format: "csv" or "json", Path: not null }).ToList();
        foreach (var action in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Write && action.Name is "csv" or "json"))
        {
            if (action.Call.Arguments is [var path, ..] && Key(scope, path) is { } key && reads.Exists(read => read.Format == action.Name && read.Path is { } from && Key(scope, from) == key))
            {
                yield return LintScope.At(action.Call, LintScope.Min(action.Type.Confidence, Confidence.Medium)).With("path", key.Replace(FrameFlow.Hole.ToString(), "{…}", StringComparison.Ordinal));
            }
        }
    }

    /// <summary>A literal path, or the variable that holds it.</summary>
    private static string? Key(LintScope scope, PythonExpression path) => scope.Flow.TextOf(path) is { } text && text.Trim(FrameFlow.Hole, '/').Length > 2 ? text.TrimEnd('/') : path is NameExpression name ? name.Name : null;
}
