using Stoker.Reports.Rewriting;

namespace Stoker.Tests.PySpark.Rewriting;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Of_EqualTexts_IsEmpty() => Assert.Equal("", UnifiedDiff.Of("a.py", "x\n", "x\n"));

    [Fact]
    public void Of_OneChangedLine_KeepsThreeLinesAround()
    {
        var before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

        Assert.Equal("--- a/a.py\n+++ b/a.py\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n", UnifiedDiff.Of("a.py", before, before.Replace("5", "five", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_MissingLastLineEnd_IsMarked() =>
        Assert.Equal("--- a/a.py\n+++ b/a.py\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n", UnifiedDiff.Of("a.py", "x", "y"));
}
