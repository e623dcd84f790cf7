using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stoker.Fuzz;
using Stoker.Model;
using Stoker.Model.Reading;
using Stoker.Model.Sql;

namespace Stoker.Tests.EventLogs.Scanning;

/// <summary>Events that are JSON and yet cannot be: no crash, no hang, memory bounded.</summary>
public sealed class AbsurdLogTests
{
    [Fact]
    public void Read_TwoBillionTasksAnnounced_TakesMemoryForThoseThatRan()
    {
        var log = new LogBuilder();
        for (var stage = 0; stage < 300; stage++)
        {
            log.StageSubmitted(stage, int.MaxValue, 1).TaskStart(stage, stage).TaskEnd(stage, stage, index: int.MaxValue, launch: 1, finish: 2);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var application = log.Read();
        Assert.Equal((300, 300L), (application.Stages.Count, application.TaskAttemptCount));
        Assert.Equal(int.MaxValue, application.Stages[0].Tasks.Index(0));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20);
    }

    [Fact]
    public void Total_TwoBillionTasksAnnounced_CountsTheZerosWithoutListingThem()
    {
        var application = new LogBuilder()
            .Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"sparkPlanInfo":{"nodeName":"Scan","simpleString":"","children":[],"metadata":{},"metrics":[{"name":"m","accumulatorId":7,"metricType":"sum"}]},"time":1}""")
            .JobStart(0, 1, [(0, int.MaxValue)], """{"spark.sql.execution.id":"0"}""")
            .StageSubmitted(0, int.MaxValue, 1)
            .TaskEnd(0, 1, index: 5, launch: 1, finish: 2, accumulables: """{"ID":7,"Name":"m","Update":"9","Value":"9","Internal":true,"Count Failed Values":true,"Metadata":"sql"}""")
            .Read();
        var total = Assert.Single(application.SqlExecutions).Total(new SqlMetric("m", new AccumulatorId(7), "sum"));
        Assert.Equal((int.MaxValue, 9L, 0L, 0L, 9L), (total?.Count, total?.Sum, total?.Minimum, total?.Median, total?.Maximum));
    }

    [Fact]
    public void Total_ValuesThatNoTaskReaches_AreLeftOut()
    {
        var log = new LogBuilder()
            .Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"sparkPlanInfo":{},"time":1}""")
            .Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates","executionId":0,"accumUpdates":[[7,{{long.MaxValue}}],[7,1]]}""");
        var total = Assert.Single(log.Read().SqlExecutions).Total(new SqlMetric("m", new AccumulatorId(7), "sum"));
        Assert.Equal((1, 1), (total?.Sum, total?.Maximum));
        Assert.Equal($"Value {long.MaxValue} of SQL metric 7 cannot be and was left out.", Assert.Single(log.Read().Reading.Issues).Message);
    }

    [Fact]
    public void Read_LastStageAttempt_DoesNotLookForAllEarlierOnes()
    {
        var watch = Stopwatch.StartNew();
        var application = new LogBuilder()
            .Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"sparkPlanInfo":{"metrics":[{"name":"m","accumulatorId":7,"metricType":"sum"}]},"time":1}""")
            .JobStart(0, 1, [(0, 2)], """{"spark.sql.execution.id":"0"}""")
            .StageSubmitted(0, 2, 1, attempt: int.MaxValue)
            .Read();
        Assert.Equal([0, int.MaxValue], application.Stages.Select(stage => stage.Id.Attempt));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-2147483647")]
    [InlineData("2147483647")]
    public void Read_ImpossibleStageIds_AreKeptAsTheyAre(string stage)
    {
        var id = int.Parse(stage, CultureInfo.InvariantCulture);
        var application = new LogBuilder().TaskStart(id, 1).TaskEnd(id, 1).Read();
        Assert.Equal(id, Assert.Single(application.Stages).Id.Stage.Value);
        Assert.Empty(application.Reading.Issues);
    }

    [Theory]
    [InlineData("1000000000000000000000000000000")]
    [InlineData("1e300")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("2147483648")]
    public void Read_StageIdThatIsNone_IsReported(string stage)
    {
        var application = new LogBuilder().Line($$$"""{"Event":"SparkListenerTaskEnd","Stage ID":{{{stage}}},"Task Info":{"Task ID":1}}""").Read();
        var issue = Assert.Single(application.Reading.Issues);
        Assert.Equal((ParseIssueKind.IncompleteEvent, "The event lacks the key 'Stage ID'. The event was skipped."), (issue.Kind, issue.Message));
    }

    [Theory]
    [InlineData(-5, 1000)]
    [InlineData(9_466_848_000_000_000, 1000)]
    [InlineData(long.MaxValue, 1000)]
    public void Read_ImpossibleTimes_DoNotMoveTheLastTimeOfTheLog(long time, long last)
    {
        var application = new LogBuilder().ApplicationStart("a", "a", 1000).TaskStart(0, 1, launch: time).TaskEnd(0, 1, launch: time, finish: time).Read();
        Assert.Equal((1000, last), (application.StartTime.EpochMilliseconds, application.LastEventTime.EpochMilliseconds));
        Assert.Equal(last, application.Stages[0].Tasks.LaunchTime(0).EpochMilliseconds); // A clock may be set, but not to the year 300,000.
        Assert.Equal(24, application.Stages[0].Tasks.LaunchTime(0).ToString().Length);
    }

    [Fact]
    public void Read_MetricsOf30Digits_AreAbsent()
    {
        var application = new LogBuilder().TaskEnd(0, 1, metrics: """{"Disk Bytes Spilled":1000000000000000000000000000000,"JVM GC Time":1e3}""").Read();
        var tasks = application.Stages[0].Tasks;
        Assert.Equal(ParseIssueKind.ImpossibleValue, Assert.Single(application.Reading.Issues).Kind);
        Assert.Null(tasks.Metric(Stoker.Model.Tasks.TaskMetric.DiskBytesSpilled));
        Assert.Equal(1000, tasks.Metric(Stoker.Model.Tasks.TaskMetric.JvmGcTime)?[0]);
    }

    [Fact]
    public void Read_TwoApplicationsThatMix_ShowsTheLastAndSaysSo()
    {
        var application = new LogBuilder().ApplicationStart("a", "first", 1000).ApplicationStart("b", "second", 3000).ApplicationEnd(4000).Read();
        Assert.True(application.Reading.AreApplicationsMixed);
        Assert.Equal(("b", "second", 3000, 4000L), (application.Id, application.Name, application.StartTime.EpochMilliseconds, application.EndTime?.EpochMilliseconds));
        var issue = Assert.Single(application.Reading.Issues);
        Assert.Equal((ParseIssueKind.ImpossibleEvent, "events_1"), (issue.Kind, issue.File));
        Assert.StartsWith("The log holds 2 applications;", issue.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EventsBeforeTheApplicationStarts_AreRead()
    {
        var application = new LogBuilder().JobStart(0, 10, [(0, 1)]).TaskStart(0, 1, launch: 20).TaskEnd(0, 1, launch: 20, finish: 30).JobEnd(0, 40).ApplicationStart("a", "late", 50).Read();
        Assert.Equal((1, 1L, 50), (application.Jobs.Count, application.TaskAttemptCount, application.StartTime.EpochMilliseconds));
    }

    [Fact]
    public void Read_EveryLineTwiceOrInReverse_NeverThrows()
    {
        var lines = SmallLog.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var twice = MemoryLog.Read(Join(lines.SelectMany(line => new[] { line, line })));
        Assert.Equal((3L, 2 * lines.Length), (twice.TaskAttemptCount, twice.Reading.Lines));
        var reverse = MemoryLog.Read(Join(lines.Reverse()));
        Assert.Equal(lines.Length, reverse.Reading.Lines);
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            random.Shuffle(lines);
            _ = ApplicationDigest.Text(MemoryLog.Read(Join(lines)));
        }
    }

    [Fact]
    public void Read_ManyDistinctEventNames_CountsTheFirstByNameAndTheRestTogether()
    {
        var log = Join(Enumerable.Range(0, 200_000).Select(number => $$"""{"Event":"com.vendor.E{{number:D6}}"}"""));
        var report = MemoryLog.Read(log, 100_000, threads: 2).Reading;
        Assert.Equal((4097, 200_000L), (report.Events.Count, report.Events.Sum(count => count.Count)));
        Assert.Equal(("(other events)", 200_000L - 4096, false), (report.Events[0].Name, report.Events[0].Count, report.Events[0].IsKnown));
        Assert.Equal(("com.vendor.E004095", 1L), (report.Events[^1].Name, report.Events[^1].Count));
    }

    [Fact]
    public void Read_ManyDistinctExecutors_TakesTimeThatGrowsWithTheLog()
    {
        var log = new LogBuilder();
        for (var executor = 0; executor < 100_000; executor++)
        {
            log.Line($$$"""{"Event":"SparkListenerTaskStart","Stage ID":0,"Task Info":{"Task ID":{{{executor}}},"Executor ID":"{{{executor}}}","Host":"h"}}""");
        }

        var watch = Stopwatch.StartNew();
        Assert.Equal(100_000, log.Read().TaskAttemptCount);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void Read_ManyExecutorsThatComeAndGo_TakesTimeThatGrowsWithTheLog()
    {
        var log = new LogBuilder();
        for (var executor = 0; executor < 20_000; executor++)
        {
            var id = executor.ToString(CultureInfo.InvariantCulture);
            log.ExecutorAdded(id, 10).TaskStart(0, executor, executor: id).TaskEnd(0, executor, launch: 1, finish: 3, executor: id).ExecutorRemoved(id, 20);
        }

        var watch = Stopwatch.StartNew();
        var application = log.Read();
        Assert.Equal((20_000, 20_000), (application.Executors.Count, application.Executors.Sum(executor => executor.CompletedTasks)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void Read_ManyStagesAndJobsWithoutEnds_TakesTimeThatGrowsWithTheLog()
    {
        // Ends may be left out of a log on purpose (spark.eventLog.excludedPatterns).
        var log = new LogBuilder();
        for (var job = 0; job < 30_000; job++)
        {
            log.JobStart(job, 10, [(job, 1)]).StageSubmitted(job, 1, 20);
        }

        var watch = Stopwatch.StartNew();
        Assert.Equal(30_000, log.Read().Jobs.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void Read_JobsThatListThousandsOfSkippedStages_TakesTimeThatGrowsWithTheLog()
    {
        var log = new LogBuilder();
        for (var job = 0; job < 10; job++)
        {
            log.JobStart(job, 10, [.. Enumerable.Range(0, 4000).Select(stage => (stage, 1))]).JobEnd(job, 20);
        }

        var watch = Stopwatch.StartNew();
        Assert.Equal(4000, log.Read().Jobs[9].SkippedStages);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("[[1,2]]")]
    [InlineData("[[{\"a\":1}],2]")]
    [InlineData("[null,\"x\"]")]
    public void Read_ExecutorMetricsThatAreNoObjects_Ends(string metrics)
    {
        var application = new LogBuilder().Line($$"""{"Event":"SparkListenerExecutorMetricsUpdate","Executor ID":"1","Executor Metrics Updated":{{metrics}}}""").Read();
        Assert.Empty(application.Reading.Issues);
    }

    private static byte[] Join(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
}
