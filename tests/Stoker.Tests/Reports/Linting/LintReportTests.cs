using System.Text;
using System.Text.Json;
using Json.Schema;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;
using Stoker.Reports.Linting;
using Stoker.Tests.PySpark;

namespace Stoker.Tests.Reports.Linting;

public sealed class LintReportTests
{
    private const string Code = "import pyspark\nt = spark.table('t')\nif t.count() > 0:\n    x = t.collect()  # stoker: ignore[PY001] ten rows\n\nprint 'old'\n";

    [PythonFact]
    public void Write_Json_MeetsItsSchemaAndIsStable()
    {
        var first = Json();

        Assert.Equal(first, Json());
        using var document = JsonDocument.Parse(first);
        var evaluation = JsonSchema.FromFile(Repository.Path("docs/specs/lint-1.schema.json")).Evaluate(document.RootElement);
        Assert.True(evaluation.IsValid);
        Assert.Equal("stoker/lint/1", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal("PY004", document.RootElement.GetProperty("findings")[0].GetProperty("id").GetString());
        Assert.Equal("ten rows", document.RootElement.GetProperty("suppressed")[0].GetProperty("suppression").GetProperty("reason").GetString());
        Assert.Equal("syntaxError", document.RootElement.GetProperty("issues")[0].GetProperty("kind").GetString());
    }

    [PythonFact]
    public void Write_Text_IsOneLineAFinding()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        LintTextReport.Write(Result(), writer);

        Assert.Equal(
            """
            jobs/a.py:3:6: PY004 major [fix] counts all rows to learn whether there is one (test: t.count() > 0)
            jobs/a.py:6: not read here: Missing parentheses in call to 'print'. Did you mean print(...)?
            1 finding (1 major); 1 of 1 files use Spark; 1 fixable with --fix; 1 suppressed. 1 file could not be read, or not wholly: mend or --exclude.

            """,
            writer.ToString());
    }

    [PythonFact]
    public void Write_GitHub_EscapesAndCounts()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        LintGitHubReport.Write(Result(), writer);

        Assert.StartsWith("::error file=jobs/a.py,line=3,endLine=3,col=6,endColumn=13,title=PY004 count-for-emptiness::counts all rows", writer.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("::notice title=stoker lint::1 finding in 1 files that use Spark\n", writer.ToString(), StringComparison.Ordinal);
    }

    [PythonFact]
    public void Write_Sarif_HasRulesFixesAndSuppressions()
    {
        using var stream = new MemoryStream();
        LintSarifReport.Write(Result(), stream, "1.2.3");
        using var document = JsonDocument.Parse(stream.ToArray());
        var run = document.RootElement.GetProperty("runs")[0];

        Assert.Equal("2.1.0", document.RootElement.GetProperty("version").GetString());
        Assert.Equal(LintRules.All.Count, run.GetProperty("tool").GetProperty("driver").GetProperty("rules").GetArrayLength());
        var result = run.GetProperty("results")[0];
        Assert.Equal("PY004", run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.Equal("error", result.GetProperty("level").GetString());
        Assert.Equal("not t.isEmpty()", result.GetProperty("fixes")[0].GetProperty("artifactChanges")[0].GetProperty("replacements")[0].GetProperty("insertedContent").GetProperty("text").GetString());
        Assert.Equal("inSource", run.GetProperty("results")[1].GetProperty("suppressions")[0].GetProperty("kind").GetString());
    }

    private static string Json()
    {
        using var stream = new MemoryStream();
        LintJsonReport.Write(Result(), stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static LintResult Result() => new PySparkLinter(new LintSettings()).Lint([PythonSource.FromText(Code, "jobs/a.py")], TestContext.Current.CancellationToken);
}
