using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Spark.Tests.Rewrite;

public sealed class RddOnSparkTests
{
    private const string Source = """
        from datetime import date
        from operator import add

        from pyspark.sql import SparkSession, functions as F

        spark = SparkSession.builder.getOrCreate()
        df = spark.createDataFrame(
            [("a", 1, 2.5, None, True), ("b", 2, -0.0, date(2024, 2, 29), None), (None, None, float("nan"), None, False), ("A b\U0001f600", 7, 1e300, date(1, 1, 1), None), ("a", 2147483647, None, None, True)],
            "k string, n int, x double, d date, p boolean",
        ).repartition(3, "n")


        big = spark.createDataFrame([("a", 2**63 - 1), ("a", 1), ("b", -5), ("b", None), ("c", -(2**63)), (None, 4), (None, 2**62)], "k string, b bigint")


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
        out_sums_any = df.rdd.filter(lambda r: r.n is not None).map(lambda r: (r.k, r.n)).reduceByKey(lambda a, b: a + b).toDF(["k", "s"])
        out_added_any = big.rdd.map(lambda r: (r.k, r.b if r.b is not None else 0)).reduceByKey(add).toDF()
        out_kept = df.rdd.filter(lambda r: r.p).filter(lambda r: not r.d).map(lambda r: (r.k, size(r))).toDF(["k", "size"])


        def fails_without_rows():
            return df.rdd.filter(lambda r: r.k == "zz").map(lambda r: (r.k, r.n)).toDF(["a", "b"])


        def fails_without_types():
            return df.rdd.filter(lambda r: r.k == "b").map(lambda r: (r.k, r.p)).toDF(["a", "b"])


        def fails_without_pairs():
            return df.rdd.filter(lambda r: r.k == "zz").map(lambda r: (r.k, 1)).reduceByKey(lambda a, b: a + b).toDF(["k", "c"])


        def fails_without_keys():
            return df.rdd.filter(lambda r: r.k is None).map(lambda r: (r.k, 1)).reduceByKey(lambda a, b: a + b).toDF(["k", "c"])
        """;

    [Theory]
    [InlineData("4.3", "4.3.0")]
    [InlineData("3.5", "3.5.9")]
    public async Task Chains_on_RDDs_give_the_same_values_of_the_same_types(string name, string version)
    {
        Assert.SkipWhen(Corpus.Shared is null, "SKIPPED: there is no ../shared with real Spark; nothing was verified.");
        Assert.SkipUnless(Environment.GetEnvironmentVariable("STOKER_FULL_CORPUS") == "1", "SKIPPED: STOKER_FULL_CORPUS=1 runs the chains.");
        var module = Assert.Single(new PythonRewriter(Target.For(Version.Parse(version))).Rewrite([PythonSource.FromText(Source)], new List<SourceIssue>(), null, TestContext.Current.CancellationToken));
        Assert.Equal(18, module.Functions.Count);
        Assert.All(module.Functions, function => Assert.True(function.Verdict != Verdict.Refused, $"{function.Name} at {function.Line}: {function.Explanation}"));

        var output = await Corpus.CompareAsync("compare_values.py", name, module, []);

        Assert.Contains($"CHECKED 18 on {version}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("DIFFERS", output, StringComparison.Ordinal);
    }
}
