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

        Assert.Equal(Severity.Major, finding.Severity);
        Assert.Equal(2, finding.Evidence.Single(item => item.Name == "applications").Number);
        Assert.Equal("app-2", finding.Evidence.Single(item => item.Name == "shown").Text);
    }

    [Fact]
    public void SeveralApplications_StaysSilent_when_one_application_starts_twice()
    {
        var application = new LogBuilder().ApplicationStart("app-1", "first", 1_000).ApplicationStart("app-1", "first", 1_000).ApplicationEnd(4_000).Read();

        Assert.DoesNotContain(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "LOG011");
        Assert.Equal("The log tells 2 times that the application started; the last start counts.", Assert.Single(application.Reading.Issues).Message);
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
    public void NegativeRunTime_CannotBe()
    {
        var application = new LogBuilder().ApplicationStart("app-1", "orders", 1_000).TaskEnd(0, 1, launch: 1_000, finish: 21_000, metrics: """{"Executor Run Time":-5}""").ApplicationEnd(22_000).Read();

        Assert.Equal(1, Find("LOG004", application).Evidence.Single(item => item.Name == "impossibleTasks").Number);
    }

    private static Finding Find(string id, Application application) => Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == id);
}
