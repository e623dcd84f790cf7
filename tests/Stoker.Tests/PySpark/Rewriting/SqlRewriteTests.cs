using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Tests.PySpark.Rewriting;

public sealed class SqlRewriteTests
{
    private const string Head = """
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        df = spark.createDataFrame([], "s string, n int")
        df.createOrReplaceTempView("items")

        def tail(s):
            return None if s is None else s[3:]

        spark.udf.register("tail", tail, "string")

        """;

    [PythonTheory]
    [InlineData("spark.sql('SELECT n, tail(s) AS t FROM items')", "spark.sql('SELECT n, CASE WHEN (`s` IS NULL) THEN CAST(NULL AS string) ELSE substring(`s`, 4) END AS t FROM items')")]
    [InlineData("spark.sql(\"SELECT n FROM items WHERE TAIL( s ) = 'x'\")", "spark.sql(\"SELECT n FROM items WHERE CASE WHEN (`s` IS NULL) THEN CAST(NULL AS string) ELSE substring(`s`, 4) END = 'x'\")")]
    [InlineData("df.selectExpr('n', 'tail(s) as t')", "df.selectExpr('n', 'CASE WHEN (`s` IS NULL) THEN CAST(NULL AS string) ELSE substring(`s`, 4) END as t')")]
    [InlineData("df.withColumn('t', F.expr('tail(s)'))", "df.withColumn('t', F.expr('CASE WHEN (`s` IS NULL) THEN CAST(NULL AS string) ELSE substring(`s`, 4) END'))")]
    [InlineData("df.filter('tail(s) is null')", "df.filter('CASE WHEN (`s` IS NULL) THEN CAST(NULL AS string) ELSE substring(`s`, 4) END is null')")]
    public void A_call_in_sql_becomes_native_sql_and_the_registration_stays(string use, string expected)
    {
        var module = Rewrite(Head + use + "\n");

        Assert.Equal(Verdict.Rewritten, Assert.Single(module.Functions).Verdict);
        Assert.Equal(Head + expected + "\n", module.After);
    }

    [PythonFact]
    public void An_import_is_added_only_where_it_is_used()
    {
        var module = Rewrite(Head.Replace("SparkSession, functions as F", "SparkSession", StringComparison.Ordinal) + "spark.sql('SELECT tail(s) AS t FROM items')\n");

        Assert.True(module.IsChanged);
        Assert.DoesNotContain("functions", module.After, StringComparison.Ordinal);
    }

    [PythonTheory]
    [InlineData("spark.sql('SELECT tail(s) FROM items')")] // the column is named after the call
    [InlineData("spark.sql('SELECT tail(s) AS t FROM elsewhere')")]
    [InlineData("spark.sql('SELECT tail(i.s) AS t FROM items i')")]
    [InlineData("spark.sql('SELECT tail(s) AS t FROM items, other')")]
    [InlineData("spark.sql('SELECT tail(s) AS t FROM items JOIN other USING (k)')")]
    [InlineData("spark.sql('SELECT tail(s) AS t, count(*) AS c FROM items GROUP BY tail(s)')")]
    [InlineData("spark.sql('SELECT tail(upper(s)) AS t FROM items')")]
    [InlineData("spark.sql('SELECT tail(n) AS t FROM items')")] // an int has no slice
    [InlineData("spark.sql(\"SELECT 'tail(s)' AS t FROM items\")")]
    [InlineData("spark.sql('SELECT tail(s) AS t FROM items WHERE n = {n}', n=3)")]
    [InlineData("spark.sql('SELECT tail(s) AS t FROM {}'.format('items'))")]
    [InlineData("spark.sql('SELECT tail(s) AS t FROM items -- tail(s)')")]
    [InlineData("spark.sql('SELECT detail(s) AS t FROM items')")]
    [InlineData("other.selectExpr('tail(s) as t')")]
    public void A_text_that_is_not_plain_is_left_alone(string use)
    {
        var module = Rewrite(Head + use + "\n");

        var function = Assert.Single(module.Functions);
        Assert.Equal(Verdict.Refused, function.Verdict);
        Assert.Equal(module.Before, module.After);
    }

    [PythonFact]
    public void A_registered_function_is_pickled_also_where_others_go_over_Arrow()
    {
        // Pickled, an int beyond 32 bits wraps; over Arrow it fails.
        var source = Head.Replace("tail(s):\n    return None if s is None else s[3:]", "tail(n):\n    return n + 1", StringComparison.Ordinal).Replace("\"string\")", "\"int\")", StringComparison.Ordinal);

        var module = Rewrite(source + "df.selectExpr('tail(n) as t')\n");

        Assert.False(Assert.Single(module.Functions).Case!.IsArrow);
        Assert.Contains("shiftright(shiftleft(", module.After, StringComparison.Ordinal);
        Assert.DoesNotContain("OverflowError", module.After, StringComparison.Ordinal);
    }

    [PythonFact]
    public void A_view_that_is_made_again_proves_no_type()
    {
        var module = Rewrite(Head + "spark.table('x').createOrReplaceTempView('items')\nspark.sql('SELECT tail(s) AS t FROM items')\n");

        Assert.Equal(ReasonCode.UnsupportedUse, Assert.Single(module.Functions).Reason);
    }

    [PythonFact]
    public void Backslashes_and_quotes_are_written_for_the_literal_that_they_stand_in()
    {
        var source = Head.Replace("s[3:]", "s.replace('\\\\', \"'\")", StringComparison.Ordinal) + "spark.sql('''\n    SELECT tail(s) AS t\n    FROM items\n''')\n";

        var after = Rewrite(source).After;

        Assert.Contains("replace(`s`, \\'\\\\\\\\\\', \\'\\\\\\'\\')", after, StringComparison.Ordinal);
        Assert.Contains("'''\n    SELECT CASE", after, StringComparison.Ordinal);
    }

    private static RewrittenModule Rewrite(string source) =>
        Assert.Single(new PythonRewriter(Target.Default).Rewrite([PythonSource.FromText(source)], new List<SourceIssue>()));
}
