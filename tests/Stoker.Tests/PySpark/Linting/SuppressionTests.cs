using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;

namespace Stoker.Tests.PySpark.Linting;

public sealed class SuppressionTests
{
    private const string Head = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\ndf = spark.table('t')\n";

    [Theory]
    [InlineData("x = df.collect()  # stoker: ignore[PY001] ten rows\n")]
    [InlineData("x = df.collect()  # stoker: ignore\n")]
    [InlineData("# stoker: ignore-next[PY001]\nx = df.collect()\n")]
    [InlineData("x = (df\n     .filter('a')\n     .collect())  # stoker: ignore[PY001] few\n")]
    [InlineData("# stoker: ignore-file[PY001] a tool\n\nx = df.collect()\n")]
    [InlineData("# stoker: off[PY001]\nx = df.collect()\n# stoker: on\n")]
    [InlineData("x = df.collect()  # noqa: PY001\n")]
    [InlineData("x = df.collect()  # noqa\n")]
    public void Match_Comment_HidesTheFinding(string code)
    {
        Assert.SkipUnless(PythonFactAttribute.IsAvailable, "python3 (3.8 or later) is not on PATH");
        var result = Lint(Head + code);

        Assert.Empty(result.Findings);
        Assert.Equal("PY001", Assert.Single(result.Suppressed).Rule.Id);
    }

    [Theory]
    [InlineData("x = df.collect()  # stoker: ignore[PY002] other rule\n", "PY001,PY000")]
    [InlineData("x = df.collect()  # noqa: E501\n", "PY001")]
    [InlineData("# stoker: off[PY001]\ny = df.collect()\n# stoker: on\nx = df.collect()\n", "PY001")]
    [InlineData("s = '# stoker: ignore[PY001]'; x = df.collect()\n", "PY001")]
    public void Match_OtherComment_HidesNothing(string code, string expected)
    {
        Assert.SkipUnless(PythonFactAttribute.IsAvailable, "python3 (3.8 or later) is not on PATH");
        Assert.Equal(expected, string.Join(',', Lint(Head + code).Findings.Select(finding => finding.Rule.Id)));
    }

    [PythonFact]
    public void Match_RequiredReasonMissing_DoesNotHide()
    {
        var result = Lint(Head + "x = df.collect()  # stoker: ignore[PY001]\n", new LintSettings { RequireReason = true });

        Assert.Equal(["PY001", "PY000"], result.Findings.Select(finding => finding.Rule.Id));
    }

    [Theory]
    [InlineData("y = 1  # stoker: ignore[PY999] why\n", "PY999 is no rule; the nearest is PY099")]
    [InlineData("y = 1  # stoker: ignore[topandas-without-arrow] why\n", "TOPANDAS-WITHOUT-ARROW is no rule; the nearest is PY012")]
    [InlineData("y = 1  # stoker: ignore[PY001] why\n", "it hides nothing here")]
    public void Faults_SayWhatIsWrong(string code, string expected)
    {
        Assert.SkipUnless(PythonFactAttribute.IsAvailable, "python3 (3.8 or later) is not on PATH");

        Assert.StartsWith(expected, Assert.Single(Lint(Head + code).Findings).Finding.Evidence.Single(item => item.Name == "because").Text, StringComparison.Ordinal);
    }

    private static LintResult Lint(string code, LintSettings? settings = null) =>
        new PySparkLinter(settings ?? new LintSettings()).Lint([PythonSource.FromText(code)], TestContext.Current.CancellationToken);
}
