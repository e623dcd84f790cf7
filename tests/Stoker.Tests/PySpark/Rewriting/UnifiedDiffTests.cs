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

    [Theory]
    [InlineData("/tmp/x.py", "--- a/tmp/x.py\n")]
    [InlineData("my jobs/x.py", "--- a/my jobs/x.py\t\n")]
    public void Of_PathsThatToolsMistake_AreSpelledForThem(string path, string first) =>
        Assert.StartsWith(first, UnifiedDiff.Of(path, "1\n", "2\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("git", "apply")]
    [InlineData("patch", "-p1")]
    public async Task Real_tools_take_the_patch(string tool, string argument)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/" + tool), $"SKIPPED: there is no {tool} here.");
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("stoker-patch");
        try
        {
            var (before, after) = ("1\r\n2\r\n3\r\n4\r\n5", "1\r\ntwo\r\n3\r\n4\r\nfive\r\n6");
            var file = Path.Combine(folder.FullName, "my file.py");
            await File.WriteAllTextAsync(file, before, cancellation);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "p.diff"), UnifiedDiff.Of("my file.py", before, after), cancellation);
            var start = new System.Diagnostics.ProcessStartInfo(tool) { WorkingDirectory = folder.FullName, RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var one in tool == "git" ? (string[])[argument, "p.diff"] : [argument, "--binary", "-i", "p.diff"])
            {
                start.ArgumentList.Add(one);
            }

            using var process = System.Diagnostics.Process.Start(start)!;
            await process.WaitForExitAsync(cancellation);

            Assert.True(process.ExitCode == 0, await process.StandardError.ReadToEndAsync(cancellation));
            Assert.Equal(after, await File.ReadAllTextAsync(file, cancellation));
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
