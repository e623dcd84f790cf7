using Stoker.Model.Executors;
using Stoker.Model.Reading;
using Stoker.Model.Tasks;

namespace Stoker.Tests.EventLogs.Building;

/// <summary>Values that no task can have are damage: absent and counted, whatever reader read the line.</summary>
public sealed class ImpossibleValuesTests
{
    private const long Day = 86_400_000;

    [Theory]
    [InlineData("Disk Bytes Spilled", 1L << 46, true)] // 64 TiB.
    [InlineData("Disk Bytes Spilled", (1L << 46) + 1, false)]
    [InlineData("Disk Bytes Spilled", -1, false)]
    [InlineData("JVM GC Time", Day + 10_000, true)] // A day and ten times the second that the task took.
    [InlineData("JVM GC Time", Day + 10_001, false)]
    [InlineData("Executor CPU Time", (Day + 10_000) * 1_000_000, true)] // The same in nanoseconds.
    [InlineData("Executor CPU Time", ((Day + 10_000) * 1_000_000) + 1, false)]
    public void Read_ValueOfATask_IsAbsentBeyondTheBound(string key, long value, bool isKept)
    {
        foreach (var space in (string[])["", " "]) // The second one is left to the slow reader.
        {
            var application = new LogBuilder().TaskEnd(0, 1, launch: 1_000, finish: 2_000, metrics: $$"""{"Executor Run Time":900,{{space}}"{{key}}":{{value}}}""").Read();

            var tasks = application.Stages[0].Tasks;
            var metric = key switch { "JVM GC Time" => TaskMetric.JvmGcTime, "Executor CPU Time" => TaskMetric.ExecutorCpuTime, _ => TaskMetric.DiskBytesSpilled };
            Assert.Equal(isKept ? value : null, tasks.Metric(metric)?[0]);
            Assert.Equal(900, tasks.Metric(TaskMetric.ExecutorRunTime)?[0]);
            Assert.Equal(isKept ? [] : [ParseIssueKind.ImpossibleValue], application.Reading.Issues.Select(issue => issue.Kind));
        }
    }

    [Fact]
    public void Read_RunTimeThatCannotBe_LeavesTheMetricsOfTheTaskUnknown()
    {
        // Of the second task the run time is 146 million years: what it did besides says nothing about its time.
        var log = new LogBuilder().TaskEnd(0, 1, launch: 1_000, finish: 2_000, metrics: """{"Executor Run Time":900,"JVM GC Time":7}""")
            .TaskEnd(0, 2, launch: 1_000, finish: 2_000, metrics: """{"Executor Run Time":4611686018427387904,"JVM GC Time":7}""");
        var application = log.Read();

        var tasks = application.Stages[0].Tasks;
        Assert.Equal((true, false), (tasks.HasMetrics(0), tasks.HasMetrics(1)));
        Assert.Equal(900, application.Stages[0].Totals[TaskMetric.ExecutorRunTime]);
        var issue = Assert.Single(application.Reading.Issues);
        Assert.Equal((2, "Executor Run Time 4611686018427387904 in a task of 1000 ms cannot be and was left out."), (issue.Line, issue.Message));
        Assert.Equal(log.Text.IndexOf('\n', StringComparison.Ordinal) + 1, issue.Offset);
    }

    [Fact]
    public void Read_ValuesThatAreTooMuchTogether_StopBeforeTheirSumOverflows()
    {
        // Each of 2^46 bytes may be; beyond 2^60 in all no more are believed: 2^14 and one tasks of 32,768.
        var log = new LogBuilder();
        for (var task = 0; task < 1 << 15; task++)
        {
            log.TaskEnd(0, task, task, launch: 1, finish: 2, metrics: $$"""{"Executor Run Time":1,"Disk Bytes Spilled":{{1L << 46}}}""");
        }

        var application = log.Read();

        Assert.Equal((1L << 60) + (1L << 46), application.Stages[0].Totals[TaskMetric.DiskBytesSpilled]);
        Assert.Equal((1 << 15) - (1 << 14) - 1, application.Reading.IssueCount);
    }

    [Fact]
    public void Read_PeakThatCannotBe_IsAbsent()
    {
        var application = new LogBuilder().ExecutorAdded("1", 1_000).Line(
            $$$"""{"Event":"SparkListenerExecutorMetricsUpdate","Executor ID":"1","Metrics Updated":[],"Executor Metrics Updated":[{"Stage ID":0,"Stage Attempt ID":0,"Executor Metrics":{"JVMHeapMemory":1000,"JVMOffHeapMemory":{{{1L << 62}}}}}]}""").Read();

        var peaks = Assert.Single(application.Executors).Peaks;
        Assert.Equal((1000, null), (peaks?[ExecutorMetric.JVMHeapMemory], peaks?[ExecutorMetric.JVMOffHeapMemory]));
        Assert.Equal("JVMOffHeapMemory 4611686018427387904 cannot be and was left out.", Assert.Single(application.Reading.Issues).Message);
    }
}
