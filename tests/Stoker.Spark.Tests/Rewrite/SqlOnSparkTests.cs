using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Spark.Tests.Rewrite;

public sealed class SqlOnSparkTests
{
    private const string Source = """"
        import re
        from pyspark.sql import SparkSession, functions as F

        spark = SparkSession.builder.getOrCreate()
        df = spark.createDataFrame(
            [("it's \\ a", 1), ("STRASSE \u00df", 2147483647), ("", 0), (None, None), ("\U0001f600 a.b c\n", -7), ("1\u0663 \"q\"", 100)], "s string, n int"
        )
        df.createOrReplaceTempView("items")

        NAMES = {"": "empty", "it's \\ a": "quote's", "\u00df": "sz"}


        def kind(s):
            return NAMES.get(s, "other\\")


        def digits(s):
            return re.sub(r"\d+", "#", s) if s is not None else None


        def words(s):
            return len(re.findall(r"\w+", s)) if s else 0


        def next_one(n):
            return n + 1 if n is not None else -1


        def joined(s, n):
            return f"{s}'{n}\\"


        spark.udf.register("kind", kind)
        spark.udf.register("digits", digits, "string")
        spark.udf.register("words", words, "int")
        spark.udf.register("next_one", next_one, "int")
        spark.udf.register("joined", joined, "string")

        results = [
            spark.sql("SELECT n, kind(s) AS k, digits(s) AS d FROM items"),
            spark.sql('''
                SELECT words(s) AS w,
                       joined(s, n) AS j
                FROM items
                WHERE next_one(n) > 0 AND kind(s) <> "empty"
            '''),
            df.selectExpr("s", "next_one(n) AS m", 'kind(s) as k'),
            df.withColumn("d", F.expr("digits(s)")).filter("words(s) > 0"),
            df.where('''joined(s, n) like "%'1%"'''),
        ]
        """";

    [Theory]
    [InlineData("4.3", "4.3.0")]
    [InlineData("3.5", "3.5.9")]
    public async Task Sql_that_calls_registered_functions_answers_as_before(string name, string version)
    {
        Assert.SkipWhen(Corpus.Shared is null, "SKIPPED: there is no ../shared with real Spark; nothing was verified.");
        Assert.SkipUnless(Environment.GetEnvironmentVariable("STOKER_FULL_CORPUS") == "1", "SKIPPED: STOKER_FULL_CORPUS=1 runs the queries with registered functions.");
        var module = Assert.Single(new PythonRewriter(Target.For(Version.Parse(version))).Rewrite([PythonSource.FromText(Source)], new List<SourceIssue>(), null, TestContext.Current.CancellationToken));
        Assert.All(module.Functions, function => Assert.True(function.Verdict != Verdict.Refused, function.Name + ": " + function.Explanation));

        var output = await Corpus.CompareAsync("compare_frames.py", name, module, []);

        Assert.Contains($"on {version}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("DIFFERS", output, StringComparison.Ordinal);
        Assert.DoesNotContain("KEEPS PYTHON", output, StringComparison.Ordinal);
    }
}
