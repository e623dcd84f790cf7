using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Tests.EventLogs.Building;

/// <summary>Rows of the task table and the counts that they change.</summary>
public sealed class TaskTests
{
    [Fact]
    public void TaskEnd_WithMetrics_FillsARow()
    {
        var tasks = Stage(new LogBuilder().StageSubmitted(0, 1, 5).TaskStart(0, 7, launch: 10).TaskEnd(0, 7, launch: 10, finish: 60)).Tasks;
        Assert.Equal((1, 7L, 0, 0, 10L, 60L, 50L), (tasks.Count, tasks.TaskId(0).Value, tasks.Index(0), tasks.PartitionId(0), tasks.LaunchTime(0).EpochMilliseconds, tasks.FinishTime(0)?.EpochMilliseconds, tasks.Duration(0).Value));
        Assert.Equal(("1", "host-1", TaskLocality.ProcessLocal, TaskAttemptStatus.Success, TaskEndReason.Success), (tasks.ExecutorId(0), tasks.Host(0), tasks.Locality(0), tasks.Status(0), tasks.EndReason(0)));
        Assert.Equal((40, 3, 10, 7, 100), (Value(tasks, TaskMetric.ExecutorRunTime), Value(tasks, TaskMetric.JvmGcTime), Value(tasks, TaskMetric.ShuffleRemoteBytesRead), Value(tasks, TaskMetric.ShuffleBytesWritten), Value(tasks, TaskMetric.InputBytesRead)));

        // 50 ms of which 40 ran.
        Assert.Equal(10, tasks.SchedulerDelay(0).Value);

        // The line has no such key: absent, not zero.
        Assert.Null(tasks.Metric(TaskMetric.ExecutorCpuTime));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"none\"")]
    public void TaskEnd_WithoutMetrics_KnowsNothing(string metrics)
    {
        var stage = Stage(new LogBuilder().TaskEnd(0, 1, finish: 5, metrics: metrics));
        Assert.False(stage.Tasks.HasMetrics(0));
        Assert.Null(stage.Totals[TaskMetric.ExecutorRunTime]);
    }

    [Fact]
    public void TaskStart_WithoutEnd_RunsUntilTheLastTimeOfTheLog()
    {
        var stage = Stage(new LogBuilder().StageSubmitted(0, 1, 5).TaskStart(0, 1, launch: 10).Line("""{"Event":"SparkListenerJobEnd","Job ID":9,"Completion Time":90,"Job Result":{"Result":"JobSucceeded"}}"""));
        Assert.Equal((1, TaskAttemptStatus.Running, 80L, 1), (stage.Tasks.Count, stage.Tasks.Status(0), stage.Tasks.Duration(0).Value, stage.ActiveTasks));
        Assert.Null(stage.Tasks.FinishTime(0));
    }

    [Fact]
    public void TaskEnd_WithoutStart_IsCountedAndKept()
    {
        var stage = Stage(new LogBuilder().StageSubmitted(0, 1, 5).TaskEnd(0, 1, launch: 6, finish: 7));
        Assert.Equal((1, 1, -1), (stage.Tasks.Count, stage.CompletedTasks, stage.ActiveTasks));
    }

    [Fact]
    public void TaskEnd_TwoSuccessesOfOneIndex_CountTwoAttemptsAndOneIndex()
    {
        var stage = Stage(new LogBuilder().StageSubmitted(0, 1, 5)
            .TaskStart(0, 1, launch: 6).TaskStart(0, 2, launch: 7, speculative: true)
            .TaskEnd(0, 2, launch: 7, finish: 9, speculative: true).TaskEnd(0, 1, launch: 6, finish: 10));
        Assert.Equal((2, 1, 2), (stage.CompletedTasks, stage.CompletedIndices, stage.Tasks.Count));
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(stage.Tasks.IsSpeculative));
    }

    [Fact]
    public void TaskEnd_Resubmitted_CountsAsFailedAndMakesNoRow()
    {
        var application = new LogBuilder().ExecutorAdded("1", 1).StageSubmitted(0, 1, 5).TaskStart(0, 1, launch: 6).TaskEnd(0, 1, launch: 6, finish: 9)
            .TaskEnd(0, 1, launch: 6, finish: 9, reason: """{"Reason":"Resubmitted"}""").Read();
        var stage = application.Stages[0];
        Assert.Equal((1, 1, 0, 1), (stage.CompletedTasks, stage.FailedTasks, stage.ActiveTasks, stage.Tasks.Count));
        Assert.Equal((1L, "1", 3L), (stage.Resubmissions[0].Task.Value, stage.Resubmissions[0].ExecutorId, stage.Resubmissions[0].Duration.Value));

        // The metrics of the attempt were counted when it ended.
        Assert.Equal((1, 1, 15L), (application.Executors[0].CompletedTasks, application.Executors[0].FailedTasks, application.Executors[0].TotalShuffleRead.Value));
    }

    [Fact]
    public void TaskGettingResult_LargeResult_GivesItsTime()
    {
        var line = """{"Event":"SparkListenerTaskEnd","Stage ID":0,"Task End Reason":{"Reason":"Success"},"Task Info":{"Task ID":1,"Launch Time":10,"Getting Result Time":40,"Finish Time":60}}""";
        Assert.Equal(20, Stage(new LogBuilder().Line(line)).Tasks.GettingResultTime(0).Value);
    }

    [Fact]
    public void TaskEnd_NamedAccumulator_IsKept()
    {
        var stage = Stage(new LogBuilder().TaskEnd(0, 1, finish: 1, accumulables: """{"ID":5,"Name":"internal.metrics.x","Update":1,"Value":1},{"ID":6,"Name":"mine","Update":"2","Value":"3","Internal":false},{"ID":8,"Update":"1"}"""));
        var mine = Assert.Single(stage.Tasks.Accumulables);
        Assert.Equal((0, 6L, "mine", "2", "3"), (mine.Row, mine.Id.Value, mine.Name, mine.Update, mine.Value));
    }

    [Theory]
    [InlineData("PROCESS_LOCAL", TaskLocality.ProcessLocal)]
    [InlineData("NODE_LOCAL", TaskLocality.NodeLocal)]
    [InlineData("NO_PREF", TaskLocality.NoPreference)]
    [InlineData("RACK_LOCAL", TaskLocality.RackLocal)]
    [InlineData("ANY", TaskLocality.Any)]
    [InlineData("ELSEWHERE", TaskLocality.Unknown)]
    public void TaskStart_Locality_IsCounted(string word, TaskLocality locality)
    {
        var stage = Stage(new LogBuilder().Line($$$"""{"Event":"SparkListenerTaskStart","Stage ID":0,"Task Info":{"Task ID":1,"Locality":"{{{word}}}"}}"""));
        Assert.Equal(1, stage.LocalityCounts[locality]);
        Assert.Equal(locality, stage.Tasks.Locality(0));
    }

    private static StageAttempt Stage(LogBuilder log) => Assert.Single(log.Read().Stages);

    private static long? Value(TaskTable tasks, TaskMetric metric) => tasks.Metric(metric)?[0];
}
