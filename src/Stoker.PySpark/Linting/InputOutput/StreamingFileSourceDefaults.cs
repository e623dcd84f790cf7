using Stoker.Findings;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY104: a file stream with neither a schema nor a rate limit.</summary>
internal static class StreamingFileSourceDefaults
{
    public static readonly LintRule Rule = new(
        "PY104", "streaming-file-source-defaults", Severity.Minor, "streams files without a schema or a limit per batch", "Give the schema and maxFilesPerTrigger", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var read in Reads.In(scope))
        {
            var limited = read.Has("maxFilesPerTrigger") || read.Has("maxBytesPerTrigger") || read.HasUnknownOptions;
            var availableNow = scope.Module.Module.Source.Text.Text.Contains("availableNow", StringComparison.Ordinal);
            if (read.IsStream && read.Format is "csv" or "json" or "parquet" or "orc" or "text" && !availableNow && !(limited && (read.Has("schema") || read.Format == "text")))
            {
                yield return LintScope.At(read.Call, read.Confidence).With("missing", limited ? "schema" : "maxFilesPerTrigger");
            }
        }
    }
}
