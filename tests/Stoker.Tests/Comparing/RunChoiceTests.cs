using Stoker.Analyses;
using Stoker.Cli;
using Stoker.Cli.Commands;
using Stoker.Comparing;
using Stoker.EventLogs.Sources;
using Stoker.Tests.EventLogs;
using Stoker.Verifying;

namespace Stoker.Tests.Comparing;

/// <summary>Which two runs are taken of folders with many, and what is said where there are not two.</summary>
public sealed class RunChoiceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stoker-test-").FullName;

    public RunChoiceTests()
    {
        Write("a-1", "orders 2026-03-01", 1_000);
        Write("b-1", "refunds", 2_000);
        Write("a-2", "orders 2026-03-02", 3_000);
        Write("b-2", "refunds", 4_000);
        Write("c-1", "stock", 5_000);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_FolderAndALog_TakesTheNewestOfItsName()
    {
        Assert.Equal(["a-1", "a-2"], Ids(Compare("", "a-2")));
        Assert.Equal(["a-1", "a-2"], Ids(Compare("a-1", "")));
        Assert.Equal(["b-2", "b-1"], Ids(Compare("", "b-1")));
    }

    [Fact]
    public void Run_FolderAndALogOfAnotherName_TakesTheNewest()
    {
        Write("d-1", "alone", 500, "elsewhere");

        Assert.Equal(["c-1", "d-1"], Ids(CompareApplications.Run(new ComparisonRequest(_folder, Path.Combine(_folder, "elsewhere", "d-1")), cancellationToken: TestContext.Current.CancellationToken).Found));
    }

    [Fact]
    public void Run_OneFolder_TakesTheTwoNewestOfTheNewestName()
    {
        File.Delete(Path.Combine(_folder, "c-1"));

        Assert.Equal(["b-1", "b-2"], Ids(Compare("", null)));
    }

    [Fact]
    public void Run_OneFolderWhoseNewestNameIsThereOnce_SaysSo()
    {
        var (request, found) = (new ComparisonRequest(_folder, null), Compare("", null));

        var error = TakenRuns.Missing(request, found);

        Assert.Equal((ExitCode.NothingToAnalyze, $"{_folder} holds 5 applications, and none beside the newest has its name: stock (c-1)."), (error.ExitCode, error.Message));
        Assert.Equal(["b-2", "c-1"], Ids(Compare("", null, new SourceSelection { NameGlob = "*s*" }))); // A pattern says that they are of one job.
    }

    [Fact]
    public void Run_OneFolderOfTwoRuns_TakesBothWhateverTheirNames()
    {
        new[] { "a-1", "a-2", "b-1" }.ToList().ForEach(name => File.Delete(Path.Combine(_folder, name)));

        Assert.Equal(["b-2", "c-1"], Ids(Compare("", null)));
    }

    [Theory]
    [InlineData("", "LOG is empty: it has 0 bytes.")]
    [InlineData("hello\n", "LOG holds no application: no event of Spark was found in 1 line.")]
    [InlineData("{\"Event\":\"SparkLis", "LOG holds no application: no event of Spark was found in 1 line. At line 1, byte 0: The file ends in the middle of the line")]
    [InlineData("START", "LOG stops before its first job: behind line 2.")]
    [InlineData("START{\"Event\":\"SparkLis", "LOG stops before its first job: at line 3, byte SIZE. The file ends in the middle of the line")]
    public void Missing_LogThatTellsOfNoRun_NamesItAndWhatIsWrong(string text, string message)
    {
        var log = Path.Combine(_folder, "broken");
        var start = new LogBuilder().LogStart("3.5.1").ApplicationStart("x-1", "orders", 1_000).Text;
        File.WriteAllText(log, text.Replace("START", start, StringComparison.Ordinal));
        var request = new ComparisonRequest(Path.Combine(_folder, "a-1"), log);
        var (result, found) = CompareApplications.Run(request, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(result);
        var error = TakenRuns.Missing(request, found);
        Assert.StartsWith(message.Replace("LOG", log, StringComparison.Ordinal).Replace("SIZE", $"{start.Length}", StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NothingToAnalyze, error.ExitCode);
    }

    [Fact]
    public void Verify_OneRunTwice_IsRefused()
    {
        var log = Path.Combine(_folder, "a-1");

        var result = VerifyChange.Run(new VerificationRequest(new ComparisonRequest(log, log)), cancellationToken: TestContext.Current.CancellationToken).Result;

        Assert.True(result?.Verification is { IsSameRun: true, IsRefused: true });
    }

    private static IEnumerable<string> Ids(IReadOnlyList<Analysis> found) => found.Select(analysis => analysis.Application.Id);

    private IReadOnlyList<Analysis> Compare(string before, string? after, SourceSelection? selection = null) => CompareApplications.Run(
        new ComparisonRequest(Path.Combine(_folder, before), after is null ? null : Path.Combine(_folder, after)) { Selection = selection ?? SourceSelection.Newest },
        cancellationToken: TestContext.Current.CancellationToken).Found;

    private void Write(string id, string name, long start, string? folder = null)
    {
        var path = Path.Combine(_folder, folder ?? "");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, id), new LogBuilder().LogStart("3.5.1").ApplicationStart(id, name, start).ExecutorAdded("1", start + 10).JobStart(0, start + 20, [(0, 1)]).StageSubmitted(0, 1, start + 20)
            .TaskStart(0, 0, 0, launch: start + 30).TaskEnd(0, 0, 0, launch: start + 30, finish: start + 90).StageCompleted(0, 1, start + 20, start + 90).JobEnd(0, start + 100).ApplicationEnd(start + 200).Text);
    }
}
