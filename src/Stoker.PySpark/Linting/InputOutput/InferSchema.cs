using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY090: a CSV or JSON read without a schema.</summary>
internal static class InferSchema
{
    public static readonly LintRule Rule = new(
        "PY090", "infer-schema", Severity.Minor, "reads the input an extra time to guess its schema", "Give the schema", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var read in Reads.In(scope))
        {
            if (read.Has("schema") || read.IsStream || IsDeltaLog(scope, read.Path))
            {
                continue;
            }

            var infers = read.IsTrue("inferSchema");
            var isJson = read.Format == "json" && !read.ReadsRdd;
            var isHeaderOnly = read.Format == "csv" && read.IsTrue("header");
            if (infers || isJson || isHeaderOnly)
            {
                yield return LintScope.At(read.Call, read.Confidence).With("format", read.Format) with { Severity = infers || isJson ? Severity.Minor : Severity.Info, IsEager = true };
            }
        }
    }

    /// <summary>A commit of a Delta table is a small file, and a person reads it.</summary>
    private static bool IsDeltaLog(LintScope scope, PythonExpression? path) => path is not null && TextsIn(scope, path, 0).Any(text => text.Contains("_delta_log", StringComparison.Ordinal));

    /// <summary>The literal texts of a path, through a few variables.</summary>
    private static IEnumerable<string> TextsIn(LintScope scope, PythonExpression path, int depth)
    {
        foreach (var node in scope.Module.Module.Below(path).Prepend(path))
        {
            if (node is ConstantExpression { Text: { } text })
            {
                yield return text;
            }
            else if (node is NameExpression name && depth < MostNames && scope.Flow.Followed(name) is { } source)
            {
                foreach (var inner in TextsIn(scope, source, depth + 1))
                {
                    yield return inner;
                }
            }
        }
    }

    private const int MostNames = 3;
}
