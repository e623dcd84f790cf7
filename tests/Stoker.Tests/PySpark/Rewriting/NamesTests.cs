using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Tests.PySpark.Rewriting;

/// <summary>What a name means at each place of a function, also behind conditions, handlers, comprehensions and imports. Each of these was once rewritten wrongly, or refused.</summary>
public sealed class NamesTests
{
    private const string Head = """
        from pyspark.sql import SparkSession, functions as F
        from pyspark.sql.functions import udf
        spark = SparkSession.builder.getOrCreate()
        df = spark.createDataFrame([], "s string, n int, v array<int>")
        last = 5

        """;

    [PythonFact]
    public void A_name_that_one_branch_binds_never_means_the_constant_of_the_module() =>
        Assert.Contains("UnboundLocalError", Sql("int", "n", "    if n > 1:\n        last = 1\n    return last\n"), StringComparison.Ordinal);

    [PythonFact]
    public void A_handler_sees_the_names_as_they_were_when_the_statement_began() =>
        Assert.Contains("THEN -1 ", Sql("int", "s", "    r = -1\n    try:\n        r = int(s)\n    except ValueError:\n        pass\n    return r\n"), StringComparison.Ordinal);

    [PythonFact]
    public void The_variable_of_a_generator_ends_with_it() =>
        Assert.Equal("`n`", Sql("int", "n", "    x = n\n    ok = any(x > 2 for x in (1, 2, 3))\n    return x\n"));

    [PythonFact]
    public void A_walrus_behind_a_condition_binds_only_where_the_condition_holds() =>
        Assert.Contains("(`n` IS NOT NULL) THEN", Sql("int", "n", "    h = 0\n    ok = n is not None and (h := n) > 1\n    return h\n"), StringComparison.Ordinal);

    [PythonTheory]
    [InlineData("v", "    x = 1\n    for x in v:\n        if x == 3:\n            return 33\n    return x\n")]
    [InlineData("v", "    total = 0\n    try:\n        for x in v:\n            total += x\n    except TypeError:\n        pass\n    return total\n")]
    public void What_a_loop_leaves_in_a_name_is_not_guessed(string parameter, string body)
    {
        var function = Assert.Single(Rewrite("int", parameter, body).Functions);

        Assert.Equal(Verdict.Refused, function.Verdict);
        Assert.Equal(ReasonCode.Loop, function.Reason);
    }

    [PythonFact]
    public void An_argument_that_is_appended_to_may_be_the_argument_of_another_udf() =>
        Assert.Equal(ReasonCode.MutableState, Assert.Single(Rewrite("array<int>", "v", "    v.append(1)\n    return v\n").Functions).Reason);

    [PythonTheory]
    [InlineData("    x = 1\n    g = lambda: x + n\n    x = 2\n    return g()\n")]
    [InlineData("    def g():\n        return last\n    last = n\n    return g()\n")]
    public void An_inner_function_sees_what_its_names_are_when_it_is_called(string body) =>
        Assert.Equal(ReasonCode.MutableState, Assert.Single(Rewrite("int", "n", body).Functions).Reason);

    [PythonFact]
    public void Functions_and_constants_of_another_module_are_followed()
    {
        var helper = PythonSource.FromText("SUFFIX = '!'\n\ndef shout(s):\n    return s.replace('a', 'b') + SUFFIX\n", "jobs/texts.py");
        var main = PythonSource.FromText(Head.Replace("last = 5", "from .texts import shout", StringComparison.Ordinal) + "@udf('string')\ndef f(s):\n    return shout(s) if s is not None else None\n\ndf.withColumn('z', f('s'))\n", "jobs/main.py");

        var modules = new PythonRewriter(Target.Default).Rewrite([helper, main], new List<SourceIssue>(), null, TestContext.Current.CancellationToken);

        Assert.Equal("CASE WHEN (`s` IS NOT NULL) THEN concat(replace(`s`, 'a', 'b'), '!') ELSE CAST(NULL AS string) END", Assert.Single(modules[1].Functions).Sql[0]);
    }

    [PythonFact]
    public void A_constant_that_another_module_changes_is_not_followed()
    {
        var helper = PythonSource.FromText("NAMES = {'a': 'b'}\n", "jobs/texts.py");
        var other = PythonSource.FromText("from .texts import NAMES\nNAMES['c'] = 'd'\n", "jobs/other.py");
        var main = PythonSource.FromText(Head.Replace("last = 5", "from .texts import NAMES", StringComparison.Ordinal) + "@udf('string')\ndef f(s):\n    return NAMES.get(s)\n\ndf.withColumn('z', f('s'))\n", "jobs/main.py");

        var modules = new PythonRewriter(Target.Default).Rewrite([helper, other, main], new List<SourceIssue>(), null, TestContext.Current.CancellationToken);

        Assert.Equal(ReasonCode.MutableState, Assert.Single(modules[2].Functions).Reason);
    }

    private static string Sql(string type, string parameter, string body)
    {
        var function = Assert.Single(Rewrite(type, parameter, body).Functions);
        Assert.True(function.Verdict != Verdict.Refused, function.Explanation);
        return function.Sql[0];
    }

    private static RewrittenModule Rewrite(string type, string parameter, string body)
    {
        var source = PythonSource.FromText($"{Head}@udf('{type}')\ndef f({parameter}):\n{body}\ndf.withColumn('z', f('{parameter}'))\n");
        return Assert.Single(new PythonRewriter(Target.Default).Rewrite([source], new List<SourceIssue>(), null, TestContext.Current.CancellationToken));
    }
}
