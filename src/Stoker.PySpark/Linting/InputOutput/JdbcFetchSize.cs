using Stoker.Findings;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY095: a JDBC read without <c>fetchsize</c>.</summary>
internal static class JdbcFetchSize
{
    public static readonly LintRule Rule = new(
        "PY095", "jdbc-fetchsize", Severity.Minor, "fetches few rows per round trip (10 on Oracle)", "Set the option fetchsize", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var read in Reads.In(scope))
        {
            if (read.Format != "jdbc" || read.Has("fetchsize") || read.HasUnknownOptions)
            {
                continue;
            }

            var url = read.Option("url") ?? (LintScope.NameOf(read.Call) == "jdbc" ? LintScope.Argument(read.Call, 0, "url") : null);
            var isOracle = url is not null && scope.Flow.TextOf(url)?.Contains("oracle", StringComparison.OrdinalIgnoreCase) == true;
            if (isOracle)
            {
                var fix = scope.Fix("set fetchsize", FixSafety.Safe, new TextEdit(read.Reader.End, read.Reader.End, ".option(\"fetchsize\", 10000)"));
                yield return LintScope.At(read.Call, read.Confidence) with { Fix = LintScope.NameOf(read.Call) == "load" ? fix : null };
            }
        }
    }
}
