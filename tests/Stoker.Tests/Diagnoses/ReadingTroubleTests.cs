using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Model.Reading;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>LOG002 and LOG010: what the reader could not read is the cause, not a busy listener bus or a clock.</summary>
public sealed class ReadingTroubleTests
{
    [Fact]
    public void Fires_when_lines_cannot_be_read()
    {
        var finding = Assert.Single(Diagnoser.Diagnose(With(Issue(ParseIssueKind.MalformedLine))).Findings, finding => finding.Id == "LOG010");

        Assert.Equal(Severity.Info, finding.Severity); // 1 of 100 lines.
        Assert.Equal("events_3_app line 12 byte 4096", finding.Evidence.Single(item => item.Name == "file").Text);
    }

    [Fact]
    public void Fires_louder_when_one_line_in_ten_cannot_be_read() => Assert.Equal(
        Severity.Major,
        Assert.Single(Diagnoser.Diagnose(With([.. Enumerable.Repeat(Issue(ParseIssueKind.DamagedBlock), 10)])).Findings, finding => finding.Id == "LOG010").Severity);

    [Theory]
    [InlineData(ParseIssueKind.TruncatedLine)] // A driver that died: LOG001.
    [InlineData(ParseIssueKind.EmptyLine)]
    [InlineData(ParseIssueKind.DuplicateLog)]
    public void Stays_silent_when_nothing_is_damaged(ParseIssueKind kind) =>
        Assert.DoesNotContain(Diagnoser.Diagnose(With(Issue(kind))).Findings, finding => finding.Id is "LOG002" or "LOG010");

    [Fact]
    public void Fires_when_a_file_of_a_rolling_log_is_missing()
    {
        var finding = Assert.Single(Diagnoser.Diagnose(With(Issue(ParseIssueKind.MissingFile))).Findings, finding => finding.Id == "LOG002");

        Assert.Equal(Severity.Minor, finding.Severity);
        Assert.Contains("events_1_", Assert.Single(finding.Remedies).Change, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ParseIssueKind.MissingFile, "LOG002")]
    [InlineData(ParseIssueKind.MalformedLine, "LOG010")]
    public void MissingTasks_OfALogThatIsDamaged_FollowFromThat(ParseIssueKind kind, string cause)
    {
        var application = With(Issue(kind));
        application = application with { Stages = [.. application.Stages.Select(stage => stage with { CompletedIndices = 1 })] };

        var finding = Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "LOG003");

        Assert.Equal(cause, finding.CausedBy?.Id);
        Assert.StartsWith("Get the log whole", Assert.Single(finding.Remedies).Change, StringComparison.Ordinal); // The listener bus is not to blame.
    }

    [Fact]
    public void MissingTasks_OfAWholeLog_ArePutDownToTheListenerBus()
    {
        var application = With();
        application = application with { Stages = [.. application.Stages.Select(stage => stage with { CompletedIndices = 1 })] };

        var finding = Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "LOG003");

        Assert.Null(finding.CausedBy);
        Assert.Equal("spark.scheduler.listenerbus.eventqueue.capacity", Assert.Single(finding.Remedies).Setting?.Key);
    }

    private static ParseIssue Issue(ParseIssueKind kind) => new(kind, "/logs/eventlog_v2_app/events_3_app", 12, 4096, "Skipped.");

    private static Application With(params ParseIssue[] issues) => new ApplicationSketch { Reading = ApplicationSketch.CleanReading with { Issues = issues, IssueCount = issues.Length } }
        .Executor("1", 2, 0)
        .Job(0, "count", 0, 20_000, [new SketchedTask("1", 0, 20_000), new SketchedTask("1", 0, 20_000)])
        .Build();
}
