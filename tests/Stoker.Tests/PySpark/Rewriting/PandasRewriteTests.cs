using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Tests.PySpark.Rewriting;

public sealed class PandasRewriteTests
{
    private const string Head = """
        from typing import Iterator
        import numpy as np
        import pandas as pd
        from pyspark.sql import SparkSession, functions as F
        from pyspark.sql.functions import PandasUDFType, pandas_udf
        spark = SparkSession.builder.getOrCreate()
        df = spark.createDataFrame([], "s string, n int, b bigint, x double, p boolean, k smallint")

        """;

    private static readonly Target Pandas2 = Target.Default with { Pandas = new Version(2, 3, 3) };

    [PythonFact]
    public void Arithmetic_of_doubles_becomes_a_plain_function_in_which_NaN_is_NULL()
    {
        var module = Rewrite(Head + "@pandas_udf(\"double\")\ndef f(x: pd.Series) -> pd.Series:\n    return x * 2.5 + 1\n\ndf.withColumn('z', f('x'))\n");

        var function = Assert.Single(module.Functions);
        Assert.Equal("CASE WHEN isnan(((`x` * 2.5D) + 1D)) THEN CAST(NULL AS double) ELSE ((`x` * 2.5D) + 1D) END", Assert.Single(function.Sql));
        Assert.Contains("def f(x):\n    x = F.col(x) if isinstance(x, str) else x\n", module.After, StringComparison.Ordinal);
        Assert.DoesNotContain("@pandas_udf", module.After, StringComparison.Ordinal);
        Assert.True(function.Case!.IsPandas);
        Assert.Contains("__old = f", function.Case.OldSource, StringComparison.Ordinal);
    }

    [PythonTheory]
    [InlineData("df.groupBy('n').applyInPandas(lambda frame: frame, 'n int')", "applyInPandas", "whole groups")]
    [InlineData("df.mapInArrow(g, 'n int')", "mapInArrow", "any number of rows")]
    public void Functions_over_frames_are_refused_with_the_reason(string call, string name, string reason)
    {
        var module = Rewrite(Head + "z = " + call + "\n");

        var function = Assert.Single(module.Functions);
        Assert.Equal((Verdict.Refused, ReasonCode.PandasBatch, name, 8), (function.Verdict, function.Reason, function.Name, function.Line));
        Assert.Contains(reason, function.Explanation, StringComparison.Ordinal);
        Assert.Equal(module.Before, module.After);
    }

    [PythonFact]
    public void A_comparison_is_false_where_an_element_is_missing()
    {
        var sql = Assert.Single(Assert.Single(Rewrite(Of("boolean", "n", "n > 10")).Functions).Sql);

        Assert.Equal("((`n` IS NOT NULL) AND (CAST(`n` AS bigint) > 10L))", sql);
    }

    [PythonTheory]
    [InlineData("long", "b", "b + 1", "2^53")]
    [InlineData("int", "n", "n * 2", "wrap around")]
    [InlineData("boolean", "p", "~p", "a boolean")]
    [InlineData("smallint", "k", "k + 1", "smallint")]
    [InlineData("double", "x", "np.log(x)", "last bit")]
    [InlineData("double", "x", "x.cumsum()", ".cumsum")]
    [InlineData("double", "x", "x - x.mean()", ".mean")]
    [InlineData("string", "n", "n.apply(lambda v: 'odd' if v % 2 else 'even')", "floats where a NULL")]
    [InlineData("boolean", "s", "~s.str.contains('a')", "na=False")]
    [InlineData("string", "s", "s.map({'a': 'b'}).str.upper()", "fillna() first")]
    [InlineData("string", "x", "np.where(x > 1, 'a', 'b')", "NumPy array")]
    [InlineData("string", "x", "pd.Series(np.where(x > 1, 'a', np.nan))", "a str")]
    [InlineData("int", "x", "x.astype(int)", "beyond 64 bits")]
    [InlineData("double", "x", "x.where((x > 0) and (x < 9))", "truth")]
    [InlineData("double", "x", "x.fillna(0, inplace=True)", "keyword arguments")]
    public void What_depends_on_the_batch_is_refused_with_its_line(string type, string column, string body, string reason)
    {
        var module = Rewrite(Of(type, column, body));

        var function = Assert.Single(module.Functions);
        Assert.Equal(Verdict.Refused, function.Verdict);
        Assert.Contains(reason, function.Explanation, StringComparison.Ordinal);
        Assert.InRange(function.ReasonLine ?? 0, 9, 11);
        Assert.Equal(module.Before, module.After);
    }

    [PythonTheory]
    [InlineData("@pandas_udf('double')\ndef f(x: Iterator[pd.Series]) -> Iterator[pd.Series]:\n    for one in x:\n        yield one\n", "iterator")]
    [InlineData("@pandas_udf('double')\ndef f(x: pd.Series) -> float:\n    return x.mean()\n", "reduces each group")]
    [InlineData("@pandas_udf('double', PandasUDFType.GROUPED_AGG)\ndef f(x):\n    return x.mean()\n", "GROUPED_AGG")]
    [InlineData("@pandas_udf('double')\ndef f(x: pd.Series) -> pd.Series:\n    try:\n        return x * 2\n    except ValueError:\n        return x\n", "try")]
    [InlineData("@pandas_udf('double')\ndef f(x: pd.Series) -> pd.Series:\n    x[x < 0] = 0\n    return x\n", "stores into an object")]
    [InlineData("@pandas_udf('double')\ndef f(x: pd.Series) -> pd.Series:\n    z = x\n    z += 1\n    return x\n", "in place")]
    public void Other_kinds_of_pandas_UDFs_are_refused(string source, string reason)
    {
        var function = Assert.Single(Rewrite(Head + source + "\ndf.withColumn('z', f('x'))\n").Functions);

        Assert.Equal(Verdict.Refused, function.Verdict);
        Assert.Contains(reason, function.Explanation, StringComparison.Ordinal);
    }

    [PythonTheory]
    [InlineData(null, false)]
    [InlineData("2.3.3", true)]
    [InlineData("3.0.1", false)]
    public void Texts_are_Pythons_only_up_to_pandas_2(string? pandas, bool isNative)
    {
        var function = Assert.Single(Rewrite(Of("string", "s", "s.str.strip().str.lower()"), Target.Default with { Pandas = pandas is null ? null : Version.Parse(pandas) }).Functions);

        Assert.Equal(isNative, function.Verdict != Verdict.Refused);
        Assert.True(isNative || function.Explanation!.Contains("pandas", StringComparison.Ordinal));
    }

    private static string Of(string type, string column, string body) =>
        Head + $"@pandas_udf(\"{type}\")\ndef f({column}: pd.Series) -> pd.Series:\n    return {body}\n\ndf.withColumn('z', f('{column}'))\n";

    private static RewrittenModule Rewrite(string source, Target? target = null) =>
        Assert.Single(new PythonRewriter(target ?? Pandas2).Rewrite([PythonSource.FromText(source)], new List<SourceIssue>()));
}
