using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Reports.Quality;
using Stoker.Tests.EventLogs;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>LOG002, LOG004 and LOG011 on logs that lack their beginning, hold two applications, or were written by a clock that was set.</summary>
public sealed class LogBoundsTests
{
    private const long Day = 24 * 3_600_000L;

    [Fact]
    public void MissingBeginning_Fires_when_only_a_later_file_of_a_rolling_log_is_there()
    {
        // The file begins in stage 7, whose submission was in the file before; jobs 0 to 5 began there, too.
        var application = new LogBuilder().TaskEnd(7, 71, index: 1, launch: 1_000, finish: 21_000).JobEnd(5, 21_000).JobStart(6, 22_000, [(8, 1)]).StageSubmitted(8, 1, 22_000)
            .TaskStart(8, 72, launch: 22_000).TaskEnd(8, 72, launch: 22_000, finish: 42_000).StageCompleted(8, 1, 22_000, 42_000).JobEnd(6, 42_000).ApplicationEnd(43_000).Read();

        var finding = Find("LOG002", application);

        Assert.Equal(Severity.Minor, finding.Severity);
        Assert.Equal("the beginning of the log", finding.Evidence.Single(item => item.Name == "missing").Text);
        Assert.Equal("name, start, settings, slots of executors", finding.Evidence.Single(item => item.Name == "unknown").Text);
        Assert.Equal(6, finding.Evidence.Single(item => item.Name == "jobsBefore").Number);
        Assert.Equal(1, finding.Evidence.Single(item => item.Name == "stagesWithoutBegin").Number);
        Assert.StartsWith("Give Stoker the whole log", Assert.Single(finding.Remedies).Change, StringComparison.Ordinal);
        Assert.Contains(QualityNotes.Of(AnalysisSketches.Of(application)), note => note.StartsWith("The beginning of the log is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void MissingBeginning_IsTheCauseOfTasksThatAreMissing()
    {
        // Stage 8 had three tasks; two of them ended before the file begins.
        var application = new LogBuilder().StageSubmitted(8, 3, 1_000).TaskEnd(8, 72, index: 2, launch: 1_000, finish: 21_000).StageCompleted(8, 3, 1_000, 21_000).ApplicationEnd(22_000).Read();

        Assert.Equal("LOG002", Find("LOG003", application).CausedBy?.Id);
    }

    [Fact]
    public void MissingBeginning_StaysSilent_when_the_log_was_cut_before_the_application_began() =>
        Assert.False(new LogBuilder().LogStart("4.0.1").BlockManagerAdded("driver", 1_000).Read().Reading.LacksBeginning);

    [Fact]
    public void SeveralApplications_Fires_when_two_logs_were_joined()
    {
        var finding = Find("LOG011", new LogBuilder().ApplicationStart("app-1", "first", 1_000).ApplicationEnd(2_000).ApplicationStart("app-2", "second", 3_000).ApplicationEnd(4_000).Read());

        Assert.Equal(Severity.Minor, finding.Severity); // Each is read by itself.
        Assert.Equal(2, finding.Evidence.Single(item => item.Name == "applications").Number);
        Assert.Equal("app-2", finding.Evidence.Single(item => item.Name == "shown").Text);
        Assert.Equal("app-1", finding.Evidence.Single(item => item.Name == "notShown").Text);
        Assert.StartsWith("Choose with --app, such as --app app-1,", Assert.Single(finding.Remedies).Change, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralApplications_AreAllThatIsSaid_when_their_events_come_together()
    {
        // Nothing tells where the second log begins. Ten seconds of a single task on eight slots would be PART002's and more.
        var application = new LogBuilder().ApplicationStart("app-1", "first", 1_000).ApplicationStart("app-2", "second", 3_000).ExecutorAdded("1", 3_000, cores: 8).JobStart(0, 4_000, [(0, 1)])
            .StageSubmitted(0, 1, 4_000).TaskStart(0, 0, launch: 4_000).TaskEnd(0, 0, launch: 4_000, finish: 64_000).StageCompleted(0, 1, 4_000, 64_000).JobEnd(0, 64_000).ApplicationEnd(65_000).Read();

        var finding = Assert.Single(Diagnoser.Diagnose(application).Findings);

        Assert.Equal(("LOG011", Severity.Major), (finding.Id, finding.Severity));
    }

    [Fact]
    public void EventsOutOfOrder_Fire_and_weaken_the_rest_when_lines_were_reversed()
    {
        // One task of a minute on eight slots: EXEC001, and sure of it in a log in order.
        var lines = OneTask().Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var reversed = new LogBuilder();
        foreach (var line in lines.Reverse())
        {
            reversed.Line(line);
        }

        var findings = Diagnoser.Diagnose(reversed.Read()).Findings;

        // The starts of task, stage and job stand behind their ends.
        var finding = Assert.Single(findings, finding => finding.Id == "LOG012");
        Assert.Equal(Severity.Minor, finding.Severity);
        Assert.Equal(3, finding.Evidence.Single(item => item.Name == "misplacedEvents").Number);
        Assert.Equal("events_1 line 5 byte " + (lines[^1].Length + lines[^2].Length + lines[^3].Length + lines[^4].Length + 4), finding.Evidence.Single(item => item.Name == "file").Text);
        Assert.All(findings.Where(other => !other.Id.StartsWith("LOG", StringComparison.Ordinal)), other => Assert.Equal((Confidence.Low, "events of the log are out of order"), (other.Confidence, other.Doubt)));
        Assert.Contains(findings, other => other.Id == "EXEC001");
    }

    [Fact]
    public void EventsThatAreThereTwice_CountOnce()
    {
        var once = OneTask().Read();
        var twice = new LogBuilder();
        foreach (var line in OneTask().Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            twice.Line(line).Line(line);
        }

        var application = twice.Read();

        // Executor, job, stage, task and its end; the second ends of stage and job find nothing that could end.
        Assert.Equal((1, 1, 5L), (application.TaskAttemptCount, application.Jobs[0].CompletedTasks, application.Reading.RepeatedEvents));
        Assert.Equal(once.Executors[0].CompletedTasks, application.Executors[0].CompletedTasks);
        var finding = Find("LOG012", application);
        Assert.Equal((Severity.Info, 5), (finding.Severity, finding.Evidence.Single(item => item.Name == "repeatedEvents").Number));
        Assert.DoesNotContain(Diagnoser.Diagnose(once).Findings, other => other.Id == "LOG012");
    }

    [Theory]
    [InlineData(0L, null)] // 1970.
    [InlineData(null, 95_617_584_000_000)] // The year 5000.
    public void ApplicationYearsAway_HasTheTimesOfItsEvents(long? start, long? end)
    {
        const long Start = 1_772_373_911_000;
        var log = new LogBuilder().ApplicationStart("app-1", "orders", start ?? Start).ExecutorAdded("1", Start + 1_000);
        for (var task = 0; task < 10; task++)
        {
            log.TaskStart(0, task, task, launch: Start + 2_000).TaskEnd(0, task, task, launch: Start + 2_000, finish: Start + 60_000);
        }

        var application = log.ApplicationEnd(end ?? Start + 61_000).Read();

        Assert.Equal(60_000, application.WallTime?.Value); // From the executor to the end, or from the start to the last task.
        var finding = Find("LOG004", application);
        Assert.Equal((Severity.Minor, 1), (finding.Severity, finding.Evidence.Single(item => item.Name == "timesYearsAway").Number));
    }

    [Fact]
    public void TaskYearsAway_EndsWhereTheLogHadCome()
    {
        const long Start = 1_772_373_911_000;
        var log = new LogBuilder().ApplicationStart("app-1", "orders", Start);
        for (var task = 0; task < 10; task++)
        {
            log.TaskStart(0, task, task, launch: Start + 2_000);
        }

        for (var task = 0; task < 10; task++)
        {
            log.TaskEnd(0, task, task, launch: Start + 2_000, finish: task == 9 ? 95_617_584_000_000 : Start + 60_000);
        }

        var application = log.ApplicationEnd(Start + 61_000).Read();

        Assert.Equal(58_000, application.Stages[0].Tasks.Duration(9).Value);
        Assert.Equal("Finish Time 95617584000000 is years away from the run and was left out.", Assert.Single(application.Reading.Issues).Message);
    }

    private static LogBuilder OneTask() => new LogBuilder().ApplicationStart("app-1", "orders", 1_000).ExecutorAdded("1", 1_000, cores: 8).JobStart(0, 4_000, [(0, 1)]).StageSubmitted(0, 1, 4_000)
        .TaskStart(0, 0, launch: 4_000).TaskEnd(0, 0, launch: 4_000, finish: 64_000, metrics: """{"Executor Run Time":59900}""").StageCompleted(0, 1, 4_000, 64_000).JobEnd(0, 64_000).ApplicationEnd(65_000);

    [Fact]
    public void SeveralApplications_StaysSilent_when_one_application_starts_twice()
    {
        var application = new LogBuilder().ApplicationStart("app-1", "first", 1_000).ApplicationStart("app-1", "first", 1_000).ApplicationEnd(4_000).Read();

        Assert.DoesNotContain(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "LOG011");
        Assert.StartsWith("The application starts here a second time:", Assert.Single(application.Reading.Issues).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(930 * Day, true)]
    [InlineData(29 * Day, false)] // Somebody left a session open.
    [InlineData(-601_000, true)]
    [InlineData(-20_000, false)] // A busy driver writes events out of order.
    public void ClockThatWasSet_IsSeen_ByTheTimeFromOneEventToTheNext(long stepMs, bool fires)
    {
        const long Start = 1_772_373_911_000;
        var application = new LogBuilder().LogStart("3.5.1").ApplicationStart("app-1", "orders", Start).ExecutorAdded("1", Start).JobStart(0, Start, [(0, 2)]).StageSubmitted(0, 2, Start)
            .TaskStart(0, 1, launch: Start).TaskEnd(0, 1, launch: Start, finish: Start + 3_600_000)
            .TaskStart(0, 2, 1, launch: Start + 3_600_000 + stepMs).TaskEnd(0, 2, 1, launch: Start + 3_600_000 + stepMs, finish: Start + 3_601_000 + stepMs).Read();

        var finding = Diagnoser.Diagnose(application).Findings.SingleOrDefault(finding => finding.Id == "LOG004");

        Assert.Equal(fires, finding is not null);
        if (finding is not null)
        {
            Assert.Equal(Severity.Minor, finding.Severity);
            Assert.Equal(Math.Abs(stepMs), finding.Evidence.Single(item => item.Name == (stepMs > 0 ? "longestSilence" : "largestStepBack")).Number);
        }
    }

    [Fact]
    public void NegativeRunTime_IsLeftOut()
    {
        var application = new LogBuilder().ApplicationStart("app-1", "orders", 1_000).TaskEnd(0, 1, launch: 1_000, finish: 21_000, metrics: """{"Executor Run Time":-5}""").ApplicationEnd(22_000).Read();

        var finding = Find("LOG010", application);
        Assert.Equal(1, finding.Evidence.Single(item => item.Name == "issues").Number);
        Assert.Equal("Executor Run Time -5 in a task of 20000 ms cannot be and was left out", finding.Evidence.Single(item => item.Name == "firstIssue").Text);
        Assert.Equal("events_1 line 2 byte 111", finding.Evidence.Single(item => item.Name == "file").Text);
    }

    private static Finding Find(string id, Application application) => Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == id);
}
