using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;

namespace Stoker.Tests.PySpark.Linting;

/// <summary>What people's folders hold besides good Python: it is reported, the rest goes on, and nothing of it runs.</summary>
public sealed class BadInputTests
{
    private const string Good = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\nrows = spark.read.parquet('big').collect()\n";

    [PythonFact]
    public void PythonTwo_IsReported_AndTheOtherFilesAreChecked()
    {
        var result = Lint(("old.py", "from pyspark import SparkContext\nprint 'rows', sc.count()\nexec 'x = 1'\n"), ("good.py", Good));

        Assert.Contains(result.Issues, issue => issue.File == "old.py" && issue.Line == 2);
        Assert.Contains(result.Findings, finding => finding.Source.Path == "good.py" && finding.Rule.Id == "PY001");
    }

    [PythonFact]
    public void AHalfWrittenFile_HidesNothingAboveTheBreak()
    {
        var result = Lint(("half.py", Good + "\n\ndef load(path):\n    return spark.read.csv(path,\n"));

        Assert.Contains(result.Issues, issue => issue.File == "half.py");
        Assert.Contains(result.Findings, finding => finding.Rule.Id == "PY001" && finding.Source.Path == "half.py");
    }

    [PythonFact]
    public void CyclicImports_End()
    {
        var result = Lint(
            ("a.py", "from b import frame as other\nfrom pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\ndef frame():\n    return other()\nrows = frame().collect()\n"),
            ("b.py", "from a import frame as other\nfrom pyspark.sql import SparkSession\ndef frame():\n    return other()\nrows = frame().collect()\n"));

        Assert.Empty(result.Issues);
        Assert.Equal(2, result.SparkFileCount);
    }

    [PythonFact]
    public void CodeThatWouldRun_DoesNot()
    {
        var mark = Path.Combine(Path.GetTempPath(), $"stoker-ran-{Guid.NewGuid():N}");
        var write = $"open({PythonLiteral(mark)}, 'w').write('ran')";
        var result = Lint(("runs.py", $"{write}\nexec({PythonLiteral(write)})\n__import__('os').system({PythonLiteral("touch " + mark)})\n{Good}"));

        Assert.Contains(result.Findings, finding => finding.Rule.Id == "PY001");
        Assert.False(File.Exists(mark));
    }

    [PythonFact]
    public void UnicodeIdentifiers_KeepTheirColumns()
    {
        var result = Lint(("größe.py", "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\nπ = 'π𝒳'; größe = spark.read.parquet('big').collect()\n"));

        // UTF-16 units: 𝒳 takes two. "π = 'π𝒳'; " is 11 of them, "größe = " 8, "spark.read.parquet('big')." 26: collect is at 46.
        var place = Assert.IsType<Stoker.Findings.Places.SourcePlace>(Assert.Single(result.Findings, finding => finding.Rule.Id == "PY001").Finding.Place);
        Assert.Equal((3, 46), (place.Line, place.Column));
    }

    [PythonFact]
    public void DeepNesting_IsReadOrReported_NotACrash()
    {
        var deep = "x = " + new string('(', 150) + "1" + new string(')', 150) + "\n" + "y = " + string.Concat(Enumerable.Repeat("[", 5000)) + "\n";
        var result = Lint(("deep.py", Good + deep), ("good.py", Good));

        Assert.Contains(result.Issues, issue => issue.File == "deep.py");
        Assert.Contains(result.Findings, finding => finding.Source.Path == "good.py" && finding.Rule.Id == "PY001");
    }

    [PythonFact]
    public void NullBytesAndEmptyFiles_AreNoCrash()
    {
        var result = Lint(("null.py", Good + "x = 1\0\n"), ("empty.py", ""), ("blank.py", "\n\n   \n"), ("good.py", Good));

        Assert.Contains(result.Issues, issue => issue.File == "null.py");
        Assert.Contains(result.Findings, finding => finding.Source.Path == "good.py");
    }

    [PythonFact]
    public void AMegabyteOnOneLine_TakesNoTime()
    {
        // 100,000 texts with a letter of two bytes: a walk from the start of the line for each would be 10^11 steps.
        var result = Lint(("wide.py", Good + "words = [" + string.Concat(Enumerable.Repeat("'ä', ", 100_000)) + "]; n = spark.table('t').collect()\n"));

        // "words = [" is 9 units, each text 5, "]; n = spark.table('t')." 24.
        var place = Assert.IsType<Stoker.Findings.Places.SourcePlace>(result.Findings[^1].Finding.Place);
        Assert.Equal((4, 9 + 500_000 + 24 + 1), (place.Line, place.Column));
    }

    [PythonFact]
    public void ACallInAnFString_IsPointedAt()
    {
        var result = Lint(("text.py", Good + "print(f'{1} rows {spark.table(\"t\").collect()}')\n"));

        // "print(f'{1} rows {spark.table("t")." is 35 units.
        var place = Assert.IsType<Stoker.Findings.Places.SourcePlace>(result.Findings[^1].Finding.Place);
        Assert.Equal((4, 36), (place.Line, place.Column));
    }

    [PythonFact]
    public void DatabricksNotebooks_HaveUdfWithoutAnImport()
    {
        var folder = Directory.CreateTempSubdirectory("stoker-udf-");
        var path = Path.Combine(folder.FullName, "n.py");
        File.WriteAllText(path, "# Databricks notebook source\nplus = udf(lambda x: x + 1, 'int')\nd = spark.range(5).withColumn('y', plus('id'))\n");
        var source = PythonSourceLoader.TryLoad(new PythonFile("n.py", path), []);
        Directory.Delete(folder.FullName, recursive: true);
        Assert.NotNull(source);

        Assert.Contains(new PySparkLinter(new LintSettings()).Lint([source], TestContext.Current.CancellationToken).Findings, finding => finding.Rule.Id is "PY020" or "PY021");
    }

    [PythonFact]
    public void SqlCells_OfDatabricks_AreCheckedAtTheirLines()
    {
        const string Text = "# Databricks notebook source\n# MAGIC %md\n# MAGIC # title\n\n# COMMAND ----------\n\n# MAGIC %sql\n# MAGIC -- not in (select\n# MAGIC select * from t\n# MAGIC where a not in (select b from u)\n";
        var folder = Directory.CreateTempSubdirectory("stoker-sql-");
        var path = Path.Combine(folder.FullName, "n.py");
        File.WriteAllText(path, Text);
        var source = PythonSourceLoader.TryLoad(new PythonFile("n.py", path), []);
        Directory.Delete(folder.FullName, recursive: true);
        Assert.NotNull(source);

        var finding = Assert.Single(new PySparkLinter(new LintSettings()).Lint([source], TestContext.Current.CancellationToken).Findings);

        // The cell starts at line 7, behind the separator and its blank line.
        var place = Assert.IsType<Stoker.Findings.Places.SourcePlace>(finding.Finding.Place);
        Assert.Equal(("PY066", 10, 1, 4), (finding.Rule.Id, place.Line, place.Cell, place.CellLine));
    }

    private static string PythonLiteral(string text) => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";

    private static LintResult Lint(params (string Path, string Text)[] files) =>
        new PySparkLinter(new LintSettings()).Lint([.. files.Select(file => PythonSource.FromText(file.Text, file.Path))], TestContext.Current.CancellationToken);
}
