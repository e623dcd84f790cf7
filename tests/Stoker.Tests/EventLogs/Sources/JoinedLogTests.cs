using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Model.Reading;

namespace Stoker.Tests.EventLogs.Sources;

/// <summary>Logs of several applications in one file: each is read by itself, whichever comes first.</summary>
public sealed class JoinedLogTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("stoker-test-").FullName, "joined");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file) ?? _file, recursive: true);

    [Theory]
    [InlineData(null, "app-2")] // The last one.
    [InlineData("app-1", "app-1")]
    [InlineData("app-2", "app-2")]
    public void Read_TwoApplications_GivesTheOneThatIsAskedFor(string? asked, string shown)
    {
        Write(Log("app-1", tasks: 2) + Log("app-2", tasks: 3));

        var application = Read(new SourceSelection { AppId = asked });

        // Jobs, stages and tasks of both have the same numbers.
        Assert.Equal((shown, shown == "app-1" ? 2 : 3, 1), (application.Id, application.TaskAttemptCount, application.Jobs.Count));
        Assert.Equal([shown == "app-1" ? "app-2" : "app-1"], application.Reading.OtherApplications);
        Assert.Equal((2, false, 0L), (application.Reading.Applications, application.Reading.AreApplicationsMixed, application.Reading.RepeatedEvents));
    }

    [Fact]
    public void Read_TheSecondLogComesFirst_SaysTheSameOfEach()
    {
        Write(Log("app-1", tasks: 2) + Log("app-2", tasks: 3));
        var before = Fuzz.ApplicationDigest.Text(Read(new SourceSelection { AppId = "app-1" }) with { Reading = Clean });
        Write(Log("app-2", tasks: 3) + Log("app-1", tasks: 2));

        Assert.Equal(before, Fuzz.ApplicationDigest.Text(Read(new SourceSelection { AppId = "app-1" }) with { Reading = Clean }));
    }

    [Fact]
    public void Read_OneLogTwice_CountsOnce()
    {
        Write(Log("app-1", tasks: 2) + Log("app-1", tasks: 2));

        var application = Read(SourceSelection.Newest);

        // Executor, job, stage, two starts, two ends.
        Assert.Equal((2, 1, 7L), (application.TaskAttemptCount, application.Reading.Applications, application.Reading.RepeatedEvents));
        var again = Assert.Single(application.Reading.Issues, issue => issue.Kind == ParseIssueKind.RepeatedLog);
        var lines = Log("app-1", tasks: 2).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        Assert.Equal(lines + 3, again.Line); // Behind LogStart and BlockManagerAdded of the second copy.
        Write(Log("app-1", tasks: 2));
        Assert.Equal(Fuzz.ApplicationDigest.Text(Read(SourceSelection.Newest) with { Reading = Clean }), Fuzz.ApplicationDigest.Text(application with { Reading = Clean }));
    }

    [Fact]
    public void Read_TwoAttempts_AreTwoApplicationsAndNoCopy()
    {
        Write(Attempt(1, tasks: 2) + Attempt(2, tasks: 3));

        var application = Read(SourceSelection.Newest);

        Assert.Equal(("2", 3, 2), (application.AttemptId, application.TaskAttemptCount, application.Reading.Applications));
        Assert.Empty(application.Reading.Issues);

        static string Attempt(int number, int tasks) => Log("app-1", tasks).Replace("\"App ID\":\"app-1\"", $"\"App ID\":\"app-1\",\"App Attempt ID\":\"{number}\"", StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OneIdGivenToTwoRuns_ShowsTheLastByItself()
    {
        Write(Log("app-1", tasks: 2) + Log("app-1", tasks: 3).Replace("\"Timestamp\":1000", "\"Timestamp\":1500", StringComparison.Ordinal));

        var application = Read(SourceSelection.Newest);

        Assert.Equal((3, 1500, 2, false, 0L), (application.TaskAttemptCount, application.StartTime.EpochMilliseconds, application.Reading.Applications, application.Reading.AreApplicationsMixed, application.Reading.RepeatedEvents));
    }

    [Fact]
    public void Resolve_NeitherOfTwo_NamesThem()
    {
        Write(Log("app-1", tasks: 2) + Log("app-2", tasks: 3));

        var error = Assert.Throws<SourceException>(() => Read(new SourceSelection { AppId = "app-3" }));

        Assert.Equal((SourceErrorKind.NothingSelected, "none of its 2 applications is what was asked for"), (error.Kind, error.Why));
        Assert.Equal("It holds app-1, app-2; change --app, --name, --since or --until", error.Remedy);
    }

    [Fact]
    public void Resolve_TheLastTwo_AreBoth()
    {
        Write(Log("app-1", tasks: 2) + Log("app-2", tasks: 3));
        using var resolved = EventLogSources.Resolve(_file, new SourceSelection { Last = 2 }, new SourceOptions(), TestContext.Current.CancellationToken);

        Assert.Equal(["app-1", "app-2"], resolved.Chosen.Select(log => EventLogReader.Read(log, 1, cancellationToken: TestContext.Current.CancellationToken).Id).Order());
    }

    private static Stoker.Model.Reading.ReadingReport Clean => new() { Files = [], InputBytes = 0, PlainBytes = 0, Lines = 0, Events = [], Issues = [], IssueCount = 0 };

    private static string Log(string id, int tasks)
    {
        var log = new LogBuilder().LogStart("3.5.1").BlockManagerAdded("driver", 900).ApplicationStart(id, "job of " + id, 1_000).ExecutorAdded("1", 2_000).JobStart(0, 3_000, [(0, tasks)]).StageSubmitted(0, tasks, 3_000);
        for (var task = 0; task < tasks; task++)
        {
            log.TaskStart(0, task, task, launch: 3_000).TaskEnd(0, task, task, launch: 3_000, finish: 4_000);
        }

        return log.StageCompleted(0, tasks, 3_000, 4_000).JobEnd(0, 4_000).ApplicationEnd(5_000).Text;
    }

    private void Write(string text) => File.WriteAllText(_file, text);

    private Application Read(SourceSelection selection)
    {
        using var resolved = EventLogSources.Resolve(_file, selection, new SourceOptions(), TestContext.Current.CancellationToken);
        return EventLogReader.Read(resolved.Chosen[0], 1, cancellationToken: TestContext.Current.CancellationToken);
    }
}
