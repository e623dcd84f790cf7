using Stoker.Findings;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY097: <c>multiLine</c> or a gzip file.</summary>
internal static class UnsplittableInput
{
    public static readonly LintRule Rule = new(
        "PY097", "unsplittable-input", Severity.Minor, "reads a file that cannot be split, so that one task reads it all", "Use Parquet, or a codec that splits, or many files", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var read in Reads.In(scope))
        {
            var path = read.Path is null ? null : scope.Flow.TextOf(read.Path);
            var isGzip = read.Format is "csv" or "json" or "text" or "textFile" && path is not null && (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) && !path.Contains('*', StringComparison.Ordinal);
            if (isGzip || (read.Format is "csv" or "json" && read.IsTrue("multiLine")))
            {
                yield return LintScope.At(read.Call, read.Confidence).With(isGzip ? "path" : "option", isGzip ? path ?? "" : "multiLine");
            }
        }
    }
}
