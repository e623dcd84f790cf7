using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Spark.Tests.Rewrite;

public sealed class RddOnSparkTests
{
    private const string Source = """
        from datetime import date
        from pyspark.sql import SparkSession, functions as F

        spark = SparkSession.builder.getOrCreate()
        df = spark.createDataFrame(
            [("a", 1, 2.5, None, True), ("b", 2, -0.0, date(2024, 2, 29), None), (None, None, float("nan"), None, False), ("A b\U0001f600", 7, 1e300, date(1, 1, 1), None), ("a", 2147483647, None, None, True)],
            "k string, n int, x double, d date, p boolean",
        ).repartition(3, "n")


        def size(r):
            if r.n is None:
                return "none"
            return "small" if r.n < 5 else "big"


        out_frame = df.rdd.map(lambda r: (r.k, r.n)).toDF(["key", "num"])
        out_names = df.rdd.map(lambda r: r.k).collect()
        out_pairs = df.rdd.map(lambda r: (r["k"], r.x, r.n is None)).collect()
        out_count = df.rdd.filter(lambda r: r.n is not None and r.n > 1).count()
        out_lists = df.rdd.filter(lambda r: r.k == "a").map(lambda r: [r.n, r.d, r.p]).collect()
        out_counts_any = df.rdd.map(lambda r: (r.k, 1)).reduceByKey(lambda a, b: a + b).toDF(["k", "c"])
        out_flat = df.select("k", "n").rdd.flatMap(lambda x: x).collect()
        out_first = df.select("n").rdd.map(lambda r: r[0]).collect()
        out_empty = df.rdd.isEmpty()
        out_computed = df.rdd.map(lambda r: (r.k.replace("a", "z") if r.k else "none", (r.n or 0) * 2, r.x, r.p)).toDF()
        out_sizes = df.rdd.map(size).collect()
        out_kept = df.rdd.filter(lambda r: r.p).filter(lambda r: not r.d).map(lambda r: (r.k, size(r))).toDF(["k", "size"])
        """;

    [Theory]
    [InlineData("4.3", "4.3.0")]
    [InlineData("3.5", "3.5.9")]
    public async Task Chains_on_RDDs_give_the_same_values_of_the_same_types(string name, string version)
    {
        Assert.SkipWhen(Corpus.Shared is null, "SKIPPED: there is no ../shared with real Spark; nothing was verified.");
        Assert.SkipUnless(Environment.GetEnvironmentVariable("STOKER_FULL_CORPUS") == "1", "SKIPPED: STOKER_FULL_CORPUS=1 runs the chains.");
        var module = Assert.Single(new PythonRewriter(Target.For(Version.Parse(version))).Rewrite([PythonSource.FromText(Source)], new List<SourceIssue>(), null, TestContext.Current.CancellationToken));
        Assert.Equal(12, module.Functions.Count);
        Assert.All(module.Functions, function => Assert.True(function.Verdict != Verdict.Refused, $"{function.Name} at {function.Line}: {function.Explanation}"));

        var output = await Corpus.CompareAsync("compare_values.py", name, module, []);

        Assert.Contains($"CHECKED 12 on {version}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("DIFFERS", output, StringComparison.Ordinal);
    }
}
