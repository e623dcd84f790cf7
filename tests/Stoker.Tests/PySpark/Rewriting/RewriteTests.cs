using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;

namespace Stoker.Tests.PySpark.Rewriting;

public sealed class RewriteTests
{
    private const string Head = """
        from pyspark.sql import SparkSession, functions as F
        from pyspark.sql.functions import udf
        from pyspark.sql.types import IntegerType, StringType
        spark = SparkSession.builder.getOrCreate()
        df = spark.createDataFrame([], "s string, n int, b bigint, x double, ts timestamp")

        """;

    [PythonFact]
    public void A_decorated_udf_on_typed_columns_becomes_a_plain_function_and_its_imports_go()
    {
        var module = Rewrite(Head + "@udf(returnType=StringType())\ndef f(s):\n    # why\n    return None if s is None else s.replace('a', 'b')\n\ndf.withColumn('z', f('s'))\n");

        Assert.Equal(Verdict.Rewritten, Assert.Single(module.Functions).Verdict);
        Assert.Contains("def f(s):\n    # why\n    s = F.col(s) if isinstance(s, str) else s\n    return F.when(s.isNull(), F.lit(None)).otherwise(F.replace(s, F.lit(\"a\"), F.lit(\"b\")))\n", module.After, StringComparison.Ordinal);
        Assert.DoesNotContain("import udf", module.After, StringComparison.Ordinal);
        Assert.DoesNotContain("StringType", module.After, StringComparison.Ordinal);
        Assert.Contains("df.withColumn('z', f('s'))", module.After, StringComparison.Ordinal);
    }

    [PythonFact]
    public void Columns_of_unknown_types_keep_the_Python_function_behind_a_test_of_the_type()
    {
        var module = Rewrite("from pyspark.sql.functions import udf\n\n@udf('string')\ndef f(s):\n    return s.strip()\n");

        var function = Assert.Single(module.Functions);
        Assert.Equal(Verdict.Guarded, function.Verdict);
        Assert.True(function.KeepsPython);
        Assert.Contains("def _f_python(s):\n    return s.strip()", module.After, StringComparison.Ordinal);
        Assert.Contains("F.when((F.typeof(s) == \"string\"), _f_native(s.cast(\"string\")))", module.After, StringComparison.Ordinal);
        Assert.Contains(".otherwise(_f_python(s))", module.After, StringComparison.Ordinal);
        Assert.Contains("from pyspark.sql import functions as F", module.After, StringComparison.Ordinal);
    }

    [PythonFact]
    public void A_guessed_number_goes_by_way_of_text_so_that_a_column_of_any_type_passes_analysis()
    {
        var module = Rewrite("from pyspark.sql.functions import udf\n\n@udf('string')\ndef f(n):\n    return 'one' if n == 1 else 'other'\n");

        Assert.True(Assert.Single(module.Functions).KeepsPython);
        Assert.Contains("F.when((F.typeof(n) == \"int\"), _f_int(n.cast(\"string\").cast(\"int\")))", module.After, StringComparison.Ordinal);
    }

    [PythonTheory]
    [InlineData("a = spark.createDataFrame([], 'n int')\nb = spark.createDataFrame([], 'n bigint')\nu = a.union(b)\n")]
    [InlineData("a = spark.createDataFrame([], 'n int')\nb = spark.createDataFrame([], 'n bigint')\nu = a.intersect(b)\n")]
    [InlineData("if spark:\n    u = spark.createDataFrame([], 'n int')\nelse:\n    u = spark.createDataFrame([], 'n string')\n")]
    [InlineData("rows = [(1,)]\nrows.append((2.5,))\nu = spark.createDataFrame(rows, ['n'])\n")]
    [InlineData("u = spark.createDataFrame([], 'n int, N string')\n")]
    [InlineData("u = spark.read.parquet('p')\n")]
    public void The_type_of_a_column_that_is_not_certain_is_not_taken_for_proven(string frames)
    {
        var module = Rewrite($"{Head}{frames}@udf('bigint')\ndef f(n):\n    return n % 7\n\nu.withColumn('z', f('n'))\n");

        Assert.True(Assert.Single(module.Functions).KeepsPython);
    }

    [PythonTheory]
    [InlineData("def g(c):\n    if c:\n        df = spark.read.parquet('p')\n    return df.withColumn('z', f('n'))\n")]
    [InlineData("def g():\n    df = spark.read.parquet('p')\n    def h():\n        return df.withColumn('z', f('n'))\n    return h()\n")]
    [InlineData("for i in range(2):\n    df.withColumn('z', f('n'))\n    df = df.withColumn('n', F.col('n').cast('string'))\n")]
    public void A_frame_of_the_same_name_elsewhere_proves_nothing(string use)
    {
        var module = Rewrite($"{Head}@udf('bigint')\ndef f(n):\n    return n % 7\n\n{use}");

        Assert.True(Assert.Single(module.Functions).KeepsPython);
    }

    [PythonTheory]
    [InlineData("import jobs\ndf.withColumn('z', jobs.f('x'))\n")]
    [InlineData("from jobs import *\ndf.withColumn('z', f('x'))\n")]
    [InlineData("from jobs import f\ndf.withColumn('z', f('x'))\n")]
    public void A_udf_that_another_module_may_use_keeps_the_Python_function(string other)
    {
        var job = PythonSource.FromText(Head + "@udf('bigint')\ndef f(n):\n    return n % 7\n\ndf.withColumn('z', f('n'))\n", "jobs.py");
        var modules = new PythonRewriter(Target.Default).Rewrite([job, PythonSource.FromText(other, "other.py")], new List<SourceIssue>());

        Assert.True(Assert.Single(modules[0].Functions).KeepsPython);
    }

    [PythonTheory]
    [InlineData("import pandas as pd", "pd.Series")]
    [InlineData("import pandas as pd\nS = pd.Series", "S")]
    [InlineData("import pyarrow as pa", "pa.Array")]
    public void A_plain_udf_with_annotations_of_batches_is_a_pandas_udf_in_Spark_4(string import, string annotation)
    {
        var module = Rewrite($"{Head}{import}\n@udf('bigint')\ndef f(n: {annotation}) -> {annotation}:\n    return n + 1\n\ndf.withColumn('z', f('n'))\n");

        Assert.Equal(ReasonCode.PandasBatch, Assert.Single(module.Functions).Reason);
    }

    [PythonTheory]
    [InlineData("n bigint, s string")]
    [InlineData("{\"type\":\"struct\",\"fields\":[{\"name\":\"n\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}")]
    [InlineData("{\"orders\": \"n bigint\", \"other\": \"n string\"}")]
    public void A_stated_schema_proves_the_types_of_what_is_read(string schema)
    {
        var source = $"{Head}@udf('bigint')\ndef f(n):\n    return n % 7\n\nspark.read.parquet('s3://bucket/orders').withColumn('z', f('n'))\n";
        var module = Assert.Single(new PythonRewriter(Target.Default, "python3", DeclaredSchemas.Parse(schema)).Rewrite([PythonSource.FromText(source)], new List<SourceIssue>()));

        Assert.False(Assert.Single(module.Functions).KeepsPython);
        Assert.Equal(["bigint"], Assert.Single(module.Functions[0].ArgumentTypes));
    }

    [PythonFact]
    public void A_char_column_of_a_stated_schema_is_not_taken_for_a_string()
    {
        var schema = DeclaredSchemas.Parse("{\"type\":\"struct\",\"fields\":[{\"name\":\"s\",\"type\":\"string\",\"nullable\":true,\"metadata\":{\"__CHAR_VARCHAR_TYPE_STRING\":\"char(5)\"}}]}");
        var source = $"{Head}@udf('boolean')\ndef f(s):\n    return s == 'ab'\n\nspark.table('t').withColumn('z', f('s'))\n";
        var module = Assert.Single(new PythonRewriter(Target.Default, "python3", schema).Rewrite([PythonSource.FromText(source)], new List<SourceIssue>()));

        Assert.True(Assert.Single(module.Functions) is { KeepsPython: true } or { Verdict: Verdict.Refused });
    }

    [Theory]
    [InlineData("n nonsense(")]
    [InlineData("{")]
    [InlineData("{\"orders\": 3}")]
    public void A_schema_that_is_none_is_an_error_with_its_part(string schema) => Assert.Throws<FormatException>(() => DeclaredSchemas.Parse(schema));

    [PythonFact]
    public void A_second_run_finds_nothing_to_do()
    {
        var once = Rewrite(Head + "@udf('string')\ndef f(s):\n    return s.upper()\n\ng = udf(lambda n: n + 1 if n else 0, IntegerType())\ndf.select(f('s'), g('n').alias('m'))\n");
        var twice = Rewrite(once.After);

        Assert.NotEqual(once.Before, once.After);
        Assert.Empty(twice.Functions);
        Assert.Equal(once.After, twice.After);
    }

    [PythonFact]
    public void A_selected_call_keeps_the_name_of_its_column()
    {
        var module = Rewrite(Head + "@udf('string')\ndef f(s):\n    return s.upper()\n\ndf.select(f('s'))\n");

        Assert.Contains("f('s').alias(\"f(s)\")", module.After, StringComparison.Ordinal);
    }

    [PythonFact]
    public void An_argument_that_differs_each_time_is_refused()
    {
        var module = Rewrite(Head + "@udf('double')\ndef f(x):\n    return x - x\n\ndf.withColumn('z', f(F.rand()))\n");

        Assert.Equal(ReasonCode.NotDeterministic, Assert.Single(module.Functions).Reason);
    }

    [PythonFact]
    public void A_helper_that_only_the_udf_used_goes_with_it()
    {
        var module = Rewrite(Head + "def shout(s):\n    return s.upper()\n\nshout_udf = udf(shout, StringType())\ndf.withColumn('z', shout_udf('s'))\n");

        Assert.DoesNotContain("def shout(s)", module.After, StringComparison.Ordinal);
        Assert.Contains("def shout_udf(s)", module.After, StringComparison.Ordinal);
    }

    [PythonTheory]
    [InlineData("round(x, 9)", "double", ReasonCode.InexactMath)]
    [InlineData("str(x)", "string", ReasonCode.FloatFormatting)]
    [InlineData("x * 2", "int", ReasonCode.MixedReturnTypes)]
    [InlineData("b ** 3", "bigint", ReasonCode.IntOverflow)]
    [InlineData("s.casefold()", "string", ReasonCode.UnicodeTables)]
    [InlineData("__import__('re').sub('a*', '-', s)", "string", ReasonCode.NotDeterministic)]
    [InlineData("ts.hour", "int", ReasonCode.TimeZone)]
    [InlineData("open(s).read()", "string", ReasonCode.NotDeterministic)]
    [InlineData("undefined(s)", "string", ReasonCode.UnknownFunction)]
    public void A_body_without_an_exact_native_form_is_refused_with_its_line(string body, string type, ReasonCode reason)
    {
        var parameter = body.Contains("ts.", StringComparison.Ordinal) ? "ts" : body.Contains("(x", StringComparison.Ordinal) || body.StartsWith('x') ? "x" : body.StartsWith('b') ? "b" : "s";
        var module = Rewrite($"{Head}@udf('{type}')\ndef f({parameter}):\n    return {body}\n\ndf.withColumn('z', f('{parameter}'))\n");

        var function = Assert.Single(module.Functions);
        Assert.Equal(Verdict.Refused, function.Verdict);
        Assert.Equal(reason, function.Reason);
        Assert.InRange(function.ReasonLine ?? 0, 7, 8);
        Assert.Equal(module.Before, module.After);
    }

    [PythonTheory]
    [InlineData("x % y", "rest")]
    public void Modulo_by_a_column_follows_the_sign_of_the_divisor(string body, string name)
    {
        var module = Rewrite($"{Head}@udf('bigint')\ndef {name}(x, y):\n    return {body}\n\ndf.withColumn('z', {name}('n', 'b'))\n");

        Assert.Contains("<=>", Assert.Single(module.Functions).Sql[0], StringComparison.Ordinal);
        Assert.Contains("raise_error('ZeroDivisionError: rest')", module.Functions[0].Sql[0], StringComparison.Ordinal);
    }

    [PythonFact]
    public void Overflow_fails_over_Arrow_and_wraps_when_pickled()
    {
        var source = Head + "@udf('int')\ndef f(n):\n    return n + 1\n\ndf.withColumn('z', f('n'))\n";

        Assert.Contains("OverflowError", Assert.Single(Rewrite(source).Functions).Sql[0], StringComparison.Ordinal);
        var pickled = Assert.Single(Rewrite(source, Target.For(new Version(3, 5))).Functions).Sql[0];
        Assert.DoesNotContain("OverflowError", pickled, StringComparison.Ordinal);
        Assert.Contains("shiftright(shiftleft(", pickled, StringComparison.Ordinal);
    }

    [PythonTheory]
    [InlineData("class C:\n    def m(self): pass\nf = udf(C().m)")]
    [InlineData("f = udf(None)")]
    [InlineData("f = udf(lambda *a: a[0], 'string')\ndf.select(f('s'))")]
    [InlineData("f = udf(lambda s: (yield s), 'string')\ndf.select(f('s'))")]
    [InlineData("@udf('string')\nasync def f(s):\n    return s\ndf.select(f('s'))")]
    [InlineData("@udf('string')\ndef f(s):\n    return f(s)\ndf.select(f('s'))")]
    [InlineData("@udf('nonsense<')\ndef f(s):\n    return s\ndf.select(f('s'))")]
    [InlineData("A = B\nB = A\n@udf('string')\ndef f(s):\n    return A\ndf.select(f('s'))")]
    [InlineData("@udf('string')\ndef \u0192(s):\n    return exec(s)\ndf.select(\u0192('s'))")]
    public void Odd_source_is_refused_and_never_changed(string source)
    {
        var module = Rewrite(Head + source + "\n");

        Assert.All(module.Functions, function => Assert.Equal(Verdict.Refused, function.Verdict));
        Assert.Equal(module.Before, module.After);
    }

    [PythonFact]
    public void The_verdicts_on_a_module_are_told_by_line_for_those_who_only_ask()
    {
        var source = PythonSource.FromText("from pyspark.sql.functions import udf\n\n@udf('string')\ndef f(s):\n    return s.upper()\n\n@udf('string')\ndef g(x):\n    return str(x / 3)\n");
        var module = Assert.Single(new PythonParser("python3").Parse([source], new List<SourceIssue>(), TestContext.Current.CancellationToken));

        var verdicts = PythonRewriter.Judge(module!, Target.Default);

        Assert.Equal(Verdict.Guarded, verdicts[4].Verdict);
        Assert.Equal(Verdict.Refused, verdicts[8].Verdict);
    }

    private static RewrittenModule Rewrite(string source, Target? target = null) =>
        Assert.Single(new PythonRewriter(target ?? Target.Default).Rewrite([PythonSource.FromText(source)], new List<SourceIssue>()));
}
