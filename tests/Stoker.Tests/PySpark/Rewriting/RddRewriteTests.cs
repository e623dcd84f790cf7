using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Tests.PySpark.Rewriting;

public sealed class RddRewriteTests
{
    private const string Head = """
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        df = spark.createDataFrame([], "k string, n int, b bigint, x double, ts timestamp")
        other = spark.read.parquet("p")

        """;

    [PythonTheory]
    [InlineData("z = df.rdd.map(lambda r: (r.k, r.x)).toDF(['key', 'value'])", "z = _py_inferred(df.select(F.col(\"k\").alias(\"key\"), F.col(\"x\").alias(\"value\")))")]
    [InlineData("z = df.rdd.map(lambda r: (r.k, r.n)).toDF()", "z = _py_inferred(df.select(F.col(\"k\").alias(\"_1\"), F.col(\"n\").cast(\"bigint\").alias(\"_2\")))")]
    [InlineData("z = df.rdd.map(lambda r: (r.k, 1 if r.n is None else 2)).toDF()", "z = _py_inferred(df.select(F.col(\"k\").alias(\"_1\"), _py_nullable(F.when(F.col(\"n\").isNull(), 1).otherwise(2).cast(\"bigint\")).alias(\"_2\")))")]
    [InlineData("z = df.rdd.map(lambda r: r.k).collect()", "z = [row[0] for row in df.select(F.col(\"k\").alias(\"_1\")).collect()]")]
    [InlineData("z = df.rdd.map(lambda r: (r['k'], r.x)).collect()", "z = [tuple(row) for row in df.select(F.col(\"k\").alias(\"_1\"), F.col(\"x\").alias(\"_2\")).collect()]")]
    [InlineData("z = df.rdd.filter(lambda r: r.k == 'a').count()", "z = df.filter(F.col(\"k\").eqNullSafe(\"a\")).count()")]
    [InlineData("z = df.select('k', 'n').rdd.flatMap(lambda x: x).collect()", "z = [value for row in df.select('k', 'n').collect() for value in row]")]
    [InlineData("z = df.rdd.map(lambda r: (r.k, 1)).reduceByKey(lambda a, b: a + b).toDF(['k', 'c'])", "z = _py_grouped(df, F.col(\"k\").alias(\"k\"), _py_nullable(F.count(F.lit(1))).alias(\"c\"))")]
    [InlineData("z = df.rdd.filter(lambda r: r.n is not None).map(lambda r: (r.k, r.n)).reduceByKey(lambda a, b: a + b).toDF(['k', 's'])", "z = _py_grouped(df.filter(F.col(\"n\").isNotNull()), F.col(\"k\").alias(\"k\"), _py_total(F.col(\"n\")).alias(\"s\"))")]
    [InlineData("z = df.rdd.isEmpty()", "z = df.isEmpty()")]
    public void A_chain_whose_rows_come_out_equal_becomes_DataFrame_code(string before, string after)
    {
        var module = Rewrite(Head + before + "\n");

        Assert.NotEqual(Verdict.Refused, Assert.Single(module.Functions).Verdict);
        Assert.Contains("\n" + after + "\n", module.After, StringComparison.Ordinal);
    }

    [PythonTheory]
    [InlineData("other.rdd.map(lambda r: r.k).collect()", "not known")]
    [InlineData("df.rdd.map(lambda r: r.ts).collect()", "'ts'")]
    [InlineData("df.rdd.map(lambda r: r[0]).collect()", "a subscript")]
    [InlineData("df.rdd.map(lambda r: r.count).collect()", "'count'")]
    [InlineData("df.rdd.map(lambda r: (r.k, r.n)).reduceByKey(lambda a, b: a + b).toDF(['k', 'c'])", "may meet None")]
    [InlineData("df.rdd.map(lambda r: (r.k, 0.5)).reduceByKey(lambda a, b: a + b).toDF(['k', 'c'])", "the order in which they are added")]
    [InlineData("df.rdd.map(lambda r: (r.k, 1)).reduceByKey(lambda a, b: a + b).collect()", "another order")]
    [InlineData("df.rdd.map(lambda r: (r.x, 1)).reduceByKey(lambda a, b: a + b).toDF(['k', 'c'])", "a key of type double")]
    [InlineData("df.rdd.map(lambda r: r.b + 1).collect()", "64 bits")]
    [InlineData("df.rdd.map(lambda r: (r.k, None)).toDF(['a', 'b'])", "always None")]
    [InlineData("df.rdd.map(lambda r: r).collect()", "a whole Row")]
    [InlineData("df.rdd.map(lambda r: r.K).collect()", "'K'")]
    [InlineData("(lambda F: df.rdd.map(lambda r: r.k).collect())([1])", "binds F")]
    [InlineData("df.rdd.map(lambda r: (r.k, r.n)).toDF(['a'])", "one for each item")]
    [InlineData("df.rdd.flatMap(lambda r: r.k.split(' ')).collect()", "flatMap()")]
    [InlineData("df.rdd.map(lambda r: r.k).distinct().collect()", "no DataFrame form")]
    public void Others_are_refused_with_the_reason_and_stay(string source, string reason)
    {
        var module = Rewrite(Head + "z = " + source + "\n");

        var function = Assert.Single(module.Functions);
        Assert.Equal(Verdict.Refused, function.Verdict);
        Assert.Contains(reason, function.Explanation, StringComparison.Ordinal);
        Assert.Equal(5, function.ReasonLine);
        Assert.Equal(module.Before, module.After);
    }

    [PythonFact]
    public void A_name_with_a_dot_is_no_column_name_for_Spark()
    {
        var module = Rewrite(Head + "d = spark.createDataFrame([], \"`a.b` int, k string\")\nz = d.rdd.map(lambda r: r['a.b']).collect()\n");

        Assert.Equal(Verdict.Refused, Assert.Single(module.Functions).Verdict);
        Assert.Equal(module.Before, module.After);
    }

    [PythonFact]
    public void A_handler_that_waits_for_an_empty_RDD_keeps_it()
    {
        var module = Rewrite(Head + "try:\n    z = df.rdd.map(lambda r: (r.k, r.x)).toDF(['a', 'b'])\nexcept ValueError:\n    z = None\n");

        Assert.Contains("it stands in a try", Assert.Single(module.Functions).Explanation, StringComparison.Ordinal);
        Assert.Equal(module.Before, module.After);
    }

    [PythonFact]
    public void What_is_no_function_over_rows_is_not_spoken_of()
    {
        Assert.Empty(Rewrite(Head + "z = df.rdd.getNumPartitions()\nw = df.rdd\n").Functions);
    }

    private static RewrittenModule Rewrite(string source) =>
        Assert.Single(new PythonRewriter(Target.Default).Rewrite([PythonSource.FromText(source)], new List<SourceIssue>()));
}
