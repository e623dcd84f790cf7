using Stoker.Analyses;
using Stoker.Findings.Places;
using Stoker.Findings.Tracing;
using Stoker.Tests.EventLogs;
using Stoker.Tests.PySpark;
using Stoker.Witnesses;

namespace Stoker.Tests.Witnesses;

/// <summary>Which file is taken for the source of a run.</summary>
public sealed class ProgramSourceTests : IDisposable
{
    private const string Program =
        """
        def main(sc):
            table = {i: i for i in range(400_000)}
            sc.range(0, 64, 1, 64).map(lambda i: table[i]).count()
        """;

    /// <summary>The run ends 100 s after 1 January 2026.</summary>
    private const long StartMs = 1_767_225_600_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("stoker-witness").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [PythonFact]
    public void ClosureOf_FileAtTheLoggedPath_IsRead()
    {
        var path = Write("report.py", StartMs - 1_000);

        var testimony = Source(new WitnessRequest { Root = _folder }).ClosureOf("count", path, 3);

        Assert.Equal((ClosureAnswer.Captures, new CallSitePlace(path, 2)), (testimony.Answer, testimony.BoundAt));
    }

    [PythonFact]
    public void ClosureOf_FileNewerThanTheRun_IsNotItsSource() =>
        Assert.Equal(ClosureAnswer.NoSource, Source(new WitnessRequest { Root = _folder }).ClosureOf("count", Write("report.py", StartMs + 101_000), 3).Answer);

    [PythonFact]
    public void ClosureOf_NewerFileThatWasNamed_IsRead()
    {
        // A checkout has the time of the checkout. The place is the file as the log names it.
        Write("jobs/report.py", StartMs + 101_000);

        var testimony = Source(new WitnessRequest { Root = _folder, Paths = ["jobs"], ReadsLoggedPaths = false }).ClosureOf("count", "/opt/app/jobs/report.py", 3);

        Assert.Equal((ClosureAnswer.Captures, new CallSitePlace("/opt/app/jobs/report.py", 2)), (testimony.Answer, testimony.BoundAt));
    }

    [PythonFact]
    public void ClosureOf_SeveralFilesOfThatName_TheLongestCommonEndDecides()
    {
        Write("a/report.py", StartMs, Program.Replace("400_000", "4", StringComparison.Ordinal));
        Write("b/report.py", StartMs);
        var source = Source(new WitnessRequest { Root = _folder, Paths = ["."], ReadsLoggedPaths = false });

        Assert.Equal((ClosureAnswer.Captures, "b/report.py"), Said(source.ClosureOf("count", "/opt/b/report.py", 3)));
        Assert.Empty(source.Warnings);
    }

    [PythonFact]
    public void ClosureOf_FilesOfOneNameThatContradict_IsSaid()
    {
        Write("a/report.py", StartMs, Program.Replace("400_000", "4", StringComparison.Ordinal));
        Write("b/report.py", StartMs);
        var source = Source(new WitnessRequest { Root = _folder, Paths = ["."], ReadsLoggedPaths = false });

        var testimony = source.ClosureOf("count", "/opt/c/report.py", 3);

        Assert.Equal((ClosureAnswer.Contradicted, "a/report.py and b/report.py differ at line 3"), (testimony.Answer, testimony.Doubt));
        Assert.Equal(["a/report.py and b/report.py differ at line 3; name the one that ran: --source FILE"], source.Warnings);
    }

    [PythonFact]
    public void ClosureOf_FilesOfOneNameThatAgree_AreAsGoodAsOne()
    {
        Write("a/report.py", StartMs);
        Write("b/report.py", StartMs);
        Write("c/report.py", StartMs, "x = 1"); // Another program: its third line holds no such call.
        var source = Source(new WitnessRequest { Root = _folder, Paths = ["."], ReadsLoggedPaths = false });

        Assert.Equal((ClosureAnswer.Captures, "a/report.py"), Said(source.ClosureOf("count", "/opt/d/report.py", 3)));
    }

    [PythonTheory]
    [InlineData("def main(sc):\n    table = (\n    sc.range(64).count()\n", "jobs/report.py:2: ")]
    [InlineData("x = 1\n", "jobs/report.py:3 holds no count(): it is not what ran")]
    public void ClosureOf_NamedFileThatCannotAnswer_SaysWhy(string text, string why)
    {
        Write("jobs/report.py", StartMs, text);
        var source = Source(new WitnessRequest { Root = _folder, Paths = ["jobs"] });

        Assert.StartsWith(why, source.ClosureOf("count", "/opt/report.py", 3).Doubt, StringComparison.Ordinal);
        Assert.StartsWith(why, Assert.Single(source.Warnings), StringComparison.Ordinal);
    }

    [PythonFact]
    public void ClosureOf_NamedFileThatIsTooLarge_SaysSo()
    {
        Write("jobs/report.py", StartMs, new string('#', 3 << 20));
        var source = Source(new WitnessRequest { Root = _folder, Paths = ["jobs"] });

        Assert.Equal((ClosureAnswer.Unreadable, "jobs/report.py"), Said(source.ClosureOf("count", "/opt/report.py", 3)));
        Assert.Equal(["jobs/report.py: it is larger than 2 MiB; skipped"], source.Warnings);
    }

    [PythonFact]
    public void ClosureOf_NamedFolderThatLacksTheFile_SaysWhichWasRead()
    {
        var path = Write("there/report.py", StartMs);
        Directory.CreateDirectory(Path.Combine(_folder, "jobs"));
        var source = Source(new WitnessRequest { Root = _folder, Paths = ["jobs"] });

        var testimony = source.ClosureOf("count", path, 3);

        Assert.Equal((ClosureAnswer.Captures, path, "there is no report.py below --source"), (testimony.Answer, testimony.File, testimony.Doubt));
        Assert.Equal([$"there is no report.py below --source; {path}, which the log names, was read"], source.Warnings);
    }

    [PythonFact]
    public void ClosureOf_LoggedFileThatChanged_SaysSoWithoutAWarning()
    {
        var path = Write("report.py", StartMs + 101_000);
        var source = Source(new WitnessRequest { Root = _folder });

        Assert.Equal($"{path} has changed since the run", source.ClosureOf("count", path, 3).Doubt);
        Assert.Empty(source.Warnings); // Nobody named it.
    }

    [Theory]
    [InlineData("/opt/no/such/report.py")]
    [InlineData("report.py")]
    [InlineData("/tmp/ipykernel_12/345")]
    [InlineData("/etc/hostname")]
    public void ClosureOf_NoFileOfTheProgram_HasNoSource(string path) =>
        Assert.Equal(ClosureAnswer.NoSource, Source(new WitnessRequest { Root = _folder }).ClosureOf("count", path, 3).Answer);

    [Fact]
    public void ClosureOf_NoPython_SaysSo()
    {
        var testimony = Source(new WitnessRequest { Root = _folder, Interpreter = "no-such-python" }).ClosureOf("count", Write("report.py", StartMs), 3);

        Assert.Equal((ClosureAnswer.Unreadable, "no Python 3.8 or later can be run as 'no-such-python', which parses the source"), (testimony.Answer, testimony.Doubt));
    }

    [Fact]
    public void AnalysisRequest_ByDefault_ReadsNoSource() => Assert.Null(new AnalysisRequest("x").Witness);

    private static ProgramSource Source(WitnessRequest request) =>
        new(request, new LogBuilder().LogStart("4.0.1").ApplicationStart("app-1", "report", StartMs).ApplicationEnd(StartMs + 100_000).Read(), TestContext.Current.CancellationToken);

    private static (ClosureAnswer Answer, string? File) Said(ClosureTestimony testimony) => (testimony.Answer, testimony.File);

    private string Write(string path, long changedMs, string text = Program)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? _folder);
        File.WriteAllText(full, text);
        File.SetLastWriteTimeUtc(full, DateTimeOffset.FromUnixTimeMilliseconds(changedMs).UtcDateTime);
        return full;
    }
}
