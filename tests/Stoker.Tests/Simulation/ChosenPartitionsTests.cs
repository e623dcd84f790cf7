using Stoker.Model;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

/// <summary>Stages that read nothing and have as many tasks as there are cores: by default, or because the program said so.</summary>
public sealed class ChosenPartitionsTests
{
    private const long T = 100_000;

    // Four cores, four splits. A million rows follow the cores; four rows would be four tasks on any number of them.
    [Theory]
    [InlineData("Range (0, 1000000, step=1, splits=4)", "DefaultParallelism")]
    [InlineData("Range (0, 1000000, step=1, splits=Some(4))", "DefaultParallelism")]
    [InlineData("Range (0, 4, step=1, splits=4)", "Fixed")]
    [InlineData("Range (0, -12, step=-3, splits=4)", "Fixed")]
    [InlineData("Range (0, 40, step=10, splits=4)", "Fixed")]
    [InlineData("Range (0, 4, step=1, splits=8)", "DefaultParallelism")]
    public void Read_Range_FollowsTheCoresIfItHasMoreRowsThanTasks(string range, string expected)
    {
        var log = Start()
            .Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"description":"d","details":"","physicalPlanDescription":"","sparkPlanInfo":{"nodeName":"Range","simpleString":"{{range}}","children":[],"metadata":{},"metrics":[]},"time":{{T}}}""");
        var program = ReplayableProgram.Of(Stage(log, 0, 4, """{"spark.sql.execution.id":"0"}""").ApplicationEnd(T + 1000).Read());

        Assert.Equal(expected, program.Stages[0].Partitions.ToString());
    }

    // A collection whose rows nobody tells: another one of the program has seven partitions, which is no default. The first three of twenty, as take runs them, say nothing.
    [Theory]
    [InlineData(4, 4, "DefaultParallelism")]
    [InlineData(7, 7, "Fixed")]
    [InlineData(3, 20, "DefaultParallelism")]
    public void Read_Collection_IsFixedIfTheProgramHasOtherNumbers(int otherTasks, int otherPartitions, string expected)
    {
        var program = ReplayableProgram.Of(Stage(Stage(Start(), 0, 4), 1, otherTasks, partitions: otherPartitions).ApplicationEnd(T + 2000).Read());

        Assert.Equal(expected, program.Stages[0].Partitions.ToString());
    }

    private static LogBuilder Start() => new LogBuilder().LogStart("4.0.0").ApplicationStart("app", "partitions", T).ExecutorAdded("1", T, cores: 4);

    private static LogBuilder Stage(LogBuilder log, int stage, int tasks, string properties = "{}", int? partitions = null)
    {
        var start = T + (stage * 1000);
        var rdds = $$"""{"RDD ID":{{stage}},"Name":"MapPartitionsRDD","Storage Level":{"Use Disk":false,"Use Memory":false,"Replication":1},"Number of Partitions":{{partitions ?? tasks}},"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""";
        log.JobStart(stage, start, [(stage, tasks)], properties).StageSubmitted(stage, tasks, start, rdds: rdds);
        for (var task = 0; task < tasks; task++)
        {
            log.TaskStart(stage, (stage * 100) + task, task, start).TaskEnd(stage, (stage * 100) + task, task, start, start + 500, metrics: """{"Executor Run Time":490}""");
        }

        return log.StageCompleted(stage, tasks, start, start + 500, rdds: rdds).JobEnd(stage, start + 500);
    }
}
