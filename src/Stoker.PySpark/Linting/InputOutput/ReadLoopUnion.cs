using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY102: a comprehension of reads that is reduced by union.</summary>
internal static class ReadLoopUnion
{
    public static readonly LintRule Rule = new(
        "PY102", "read-loop-union", Severity.Minor, "reads one path at a time and unites the frames", "Give the reader the list of paths", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var call in scope.Module.PlainCallsOf("reduce").Concat(scope.Module.CallsOf("reduce")))
        {
            if (scope.Module.ValueOf(call.Function) is not { Name: "functools.reduce" } || call.Arguments is not [var function, var parts, ..] || !IsUnion(function)
                || (scope.Flow.Followed(parts) ?? parts) is not ListComprehension { Element: CallExpression read, Clauses: [{ Conditions.Count: 0 } clause] } || !scope.Flow.StepsOf(read).Any(step => step.Name == "read"))
            {
                continue;
            }

            var variable = clause.Target is NameExpression name ? name.Name : "";
            var isPlain = parts is ListComprehension && read.Arguments is [NameExpression path] && path.Name == variable && read.Keywords.Count == 0 && LintScope.NameOf(read) == "parquet";
            var fix = isPlain ? scope.Fix("read all paths with one reader", FixSafety.Unsafe, new TextEdit(call.Start, call.End, $"{scope.Text(read.Function)}(*{scope.Text(clause.Iterable)})")) : null;
            yield return LintScope.At(call, scope.Module.ValueOf(read).Confidence) with { Fix = fix };
        }
    }

    private static bool IsUnion(PythonExpression function) =>
        function is AttributeExpression { Name: "union" or "unionAll" or "unionByName" } || (function is LambdaExpression { Body: CallExpression call } && LintScope.NameOf(call) is "union" or "unionAll" or "unionByName");
}
