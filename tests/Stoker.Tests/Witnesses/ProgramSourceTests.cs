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
        Write("a/report.py", StartMs);
        Write("b/report.py", StartMs);
        var source = Source(new WitnessRequest { Root = _folder, Paths = ["."], ReadsLoggedPaths = false });

        Assert.Equal(ClosureAnswer.Captures, source.ClosureOf("count", "/opt/b/report.py", 3).Answer);
        Assert.Equal(ClosureAnswer.NoSource, source.ClosureOf("count", "/opt/c/report.py", 3).Answer);
    }

    [Theory]
    [InlineData("/opt/no/such/report.py")]
    [InlineData("report.py")]
    [InlineData("/tmp/ipykernel_12/345")]
    [InlineData("/etc/hostname")]
    public void ClosureOf_NoFileOfTheProgram_HasNoSource(string path) =>
        Assert.Equal(ClosureAnswer.NoSource, Source(new WitnessRequest { Root = _folder }).ClosureOf("count", path, 3).Answer);

    [Fact]
    public void ClosureOf_NoPython_HasNoSource() =>
        Assert.Equal(ClosureAnswer.NoSource, Source(new WitnessRequest { Root = _folder, Interpreter = "no-such-python" }).ClosureOf("count", Write("report.py", StartMs), 3).Answer);

    [Fact]
    public void AnalysisRequest_ByDefault_ReadsNoSource() => Assert.Null(new AnalysisRequest("x").Witness);

    private static ProgramSource Source(WitnessRequest request) =>
        new(request, new LogBuilder().LogStart("4.0.1").ApplicationStart("app-1", "report", StartMs).ApplicationEnd(StartMs + 100_000).Read(), TestContext.Current.CancellationToken);

    private string Write(string path, long changedMs)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? _folder);
        File.WriteAllText(full, Program);
        File.SetLastWriteTimeUtc(full, DateTimeOffset.FromUnixTimeMilliseconds(changedMs).UtcDateTime);
        return full;
    }
}
