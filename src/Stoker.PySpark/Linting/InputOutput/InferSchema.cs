using Stoker.Findings;

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
            if (read.Has("schema") || read.IsStream)
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
}
