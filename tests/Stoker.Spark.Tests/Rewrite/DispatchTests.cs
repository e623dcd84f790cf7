using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Spark.Tests.Rewrite;

/// <summary>A rewrite that guesses the types of its columns must answer as before for columns of every type, also where no query could be made from the guess.</summary>
public sealed class DispatchTests
{
    private const string Source = """
        from pyspark.sql.functions import udf

        NAMES = {0: "zero", 1: "one", 5: "five"}

        @udf("boolean")
        def is_five(x): return x == 5
        @udf("string")
        def named(x): return NAMES.get(x, "other")
        @udf("boolean")
        def some(x): return x in (1, 5, 7)
        @udf("string")
        def size_of(x): return None if x is None else ("big" if x > 4 else "small")
        @udf("bigint")
        def rest(x): return x % 7 if x is not None else -1
        @udf("double")
        def ratio(x: float, y: float): return x / y if y else 0.0
        @udf("string")
        def flag(x: bool): return "Y" if x else "N"
        @udf("int")
        def year(x): return x.year if x is not None else 0
        @udf("boolean")
        def alike(x, y): return x == y
        @udf("string")
        def shown(x): return x.strip() if x else "none"
        @udf("double")
        def scaled(x): return x * 1.5 if x is not None else None

        def use(df):
            return df.withColumn("z", is_five("x"))
        """;

    private static readonly string[] Calls = ["is_five", "named", "some", "size_of", "rest", "ratio,2", "flag", "year", "alike,2", "shown", "scaled"];

    [Theory]
    [InlineData("4.3", "4.3.0", "int;array<int>")]
    [InlineData("3.5", "3.5.9", "date")]
    public async Task A_guessed_type_never_changes_an_answer_for_columns_of_another(string name, string version, string some)
    {
        Assert.SkipWhen(Corpus.Shared is null, "SKIPPED: there is no ../shared with real Spark; nothing was verified.");
        var module = Assert.Single(new PythonRewriter(Target.For(Version.Parse(version))).Rewrite([PythonSource.FromText(Source)], new List<SourceIssue>(), null, TestContext.Current.CancellationToken));
        Assert.True(module.Functions.Count(function => function.KeepsPython) >= 9, string.Join(", ", module.Functions.Where(function => !function.KeepsPython).Select(function => function.Name + " " + function.Explanation)));

        // A query that fails tells nothing of the others in it, so that there are hundreds of small ones: all types take ten minutes, with STOKER_FULL_CORPUS=1.
        var types = Environment.GetEnvironmentVariable("STOKER_FULL_CORPUS") == "1" ? [] : (string[])[$"types={some}"];
        var output = await Corpus.CompareAsync("compare_modules.py", name, module, [.. types, .. Calls]);

        Assert.Contains($"on {version}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("DIFFERS", output, StringComparison.Ordinal);
    }
}
