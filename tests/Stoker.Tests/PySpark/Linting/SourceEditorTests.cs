using System.Text;
using Stoker.Linting;
using Stoker.PySpark.Linting;

namespace Stoker.Tests.PySpark.Linting;

public sealed class SourceEditorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stoker-fix-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [PythonFact]
    public void ApplyToFile_WindowsLineEndsAndMark_AreKept()
    {
        byte[] before = [0xEF, 0xBB, 0xBF, .. "import pyspark\r\nt = spark.table('é')\r\nif t.count() > 0:  # any?\r\n    pass\r\n"u8];

        var after = Fix("job.py", before);

        Assert.Equal([0xEF, 0xBB, 0xBF, .. "import pyspark\r\nt = spark.table('é')\r\nif not t.isEmpty():  # any?\r\n    pass\r\n"u8], after);
    }

    [PythonFact]
    public void ApplyToFile_Notebook_ChangesOnlyTheLine()
    {
        var before = """
            {
             "cells": [
              {"cell_type": "code", "execution_count": 3, "metadata": {}, "outputs": [],
               "source": [
                "%matplotlib inline\n",
                "t = spark.table(\"é\")\n",
                "if t.count() == 0:\n",
                "    print(\"none\")"
               ]}
             ],
             "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4
            }

            """;

        var after = Encoding.UTF8.GetString(Fix("n.ipynb", Encoding.UTF8.GetBytes(before)));

        Assert.Equal(before.Replace("t.count() == 0", "t.isEmpty()", StringComparison.Ordinal), after);
    }

    [Fact]
    public void Apply_OverlappingEdits_Throws() =>
        Assert.Throws<ArgumentException>(() => SourceEditor.Apply("abcdef", [new TextEdit(0, 3, "x"), new TextEdit(2, 4, "y")]));

    private byte[] Fix(string name, byte[] before)
    {
        File.WriteAllBytes(Path.Combine(folder, name), before);
        var result = LintPaths.Run(new LintRequest { Paths = [folder], Root = folder }, TestContext.Current.CancellationToken);
        var source = Assert.Single(result.Findings.Select(finding => finding.Source).Distinct());
        return SourceEditor.ApplyToFile(source, [.. SourceEditor.Compatible(result.Findings, FixSafety.Safe).SelectMany(fix => fix.Edits)]);
    }
}
