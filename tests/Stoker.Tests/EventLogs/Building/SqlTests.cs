using Stoker.Model.Sql;

namespace Stoker.Tests.EventLogs.Building;

/// <summary>SQL executions and their metrics (SQLAppStatusListener.scala).</summary>
public sealed class SqlTests
{
    private const string Start = """{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"rootExecutionId":4,"description":"d","details":"x","physicalPlanDescription":"p","sparkPlanInfo":{"nodeName":"Scan","simpleString":"","children":[],"metadata":{},"metrics":[{"name":"m","accumulatorId":7,"metricType":"sum"}]},"time":1,"modifiedConfigs":{"b":"2","a":"1"},"jobTags":["t"],"jobGroupId":null,"queryId":"q"}""";

    [Theory]
    [InlineData("\"errorMessage\":\"\"", SqlExecutionStatus.Completed)]
    [InlineData("\"errorMessage\":\"boom\"", SqlExecutionStatus.Failed)]
    [InlineData("\"other\":1", SqlExecutionStatus.Completed)]
    public void SqlExecutionEnd_ErrorMessage_DecidesTheStatus(string error, SqlExecutionStatus status)
    {
        var execution = Assert.Single(new LogBuilder().Line(Start).Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd","executionId":0,"time":9,{{error}}}""").Read().SqlExecutions);
        Assert.Equal((status, 4L, "d", "p", "q", 1L, 9L), (execution.Status, execution.RootId.Value, execution.Description, execution.Plan.Description, execution.QueryId, execution.StartTime?.EpochMilliseconds, execution.EndTime?.EpochMilliseconds));
        Assert.Equal(["a", "b"], execution.ModifiedConfigs.Select(pair => pair.Key));
        Assert.Equal(["t"], execution.JobTags);
    }

    [Fact]
    public void SqlExecutionEnd_Missing_IsRunning() => Assert.Equal(SqlExecutionStatus.Running, new LogBuilder().Line(Start).Read().SqlExecutions[0].Status);

    [Fact]
    public void TaskEnd_AfterASuccessOfItsIndex_DoesNotCount()
    {
        // Index 0: a failure reports 50, the success 5, a speculative twin 9: 5 stays, and 50 is the largest that was ever seen. Index 1 never reports.
        var total = Total(new LogBuilder().Line(Start).JobStart(0, 2, [(0, 2)], Properties).StageSubmitted(0, 2, 3)
            .TaskEnd(0, 1, launch: 4, finish: 5, failed: true, reason: """{"Reason":"TaskResultLost"}""", accumulables: Update(50))
            .TaskEnd(0, 2, launch: 4, finish: 6, accumulables: Update(5))
            .TaskEnd(0, 3, launch: 4, finish: 7, accumulables: Update(9)));
        Assert.Equal((2, 5L, 0L, 5L, 5L, 1L), (total.Count, total.Sum, total.Minimum, total.Median, total.Maximum, total.MaximumTask?.Value));
    }

    [Fact]
    public void DriverAccumUpdates_Pairs_AreValuesOfTheirOwn()
    {
        var total = Total(new LogBuilder().Line(Start).Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates","executionId":0,"accumUpdates":[[7,3],[8,1],[7,4],[7],"x",[7,null]]}"""));
        Assert.Equal((2, 7L, 3L, 4L, 4L), (total.Count, total.Sum, total.Minimum, total.Median, total.Maximum));
    }

    [Fact]
    public void StageSubmitted_SecondAttempt_ForgetsTheFirst()
    {
        var total = Total(new LogBuilder().Line(Start).JobStart(0, 2, [(0, 1)], Properties).StageSubmitted(0, 1, 3)
            .TaskEnd(0, 1, launch: 4, finish: 5, accumulables: Update(50)).StageCompleted(0, 1, 3, 6, failure: "x")
            .StageSubmitted(0, 1, 7, attempt: 1).TaskEnd(0, 2, stageAttempt: 1, launch: 8, finish: 9, accumulables: Update(6)));
        Assert.Equal((1, 6L), (total.Count, total.Sum));
    }

    [Fact]
    public void SqlAdaptiveExecutionUpdate_Plan_ReplacesThePlanAndAddsMetricsForLaterJobs()
    {
        var log = new LogBuilder().Line(Start).JobStart(0, 2, [(0, 1)], Properties)
            .Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate","executionId":0,"physicalPlanDescription":"new","sparkPlanInfo":{"nodeName":"Final","simpleString":"","children":[],"metadata":{},"metrics":[{"name":"n","accumulatorId": 9,"metricType":"sum"}]}}""")
            .Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveSQLMetricUpdates","executionId":0,"sqlPlanMetrics":[]}""")
            .TaskEnd(0, 1, launch: 4, finish: 5, accumulables: Update(1, 9))
            .JobStart(1, 6, [(1, 1)], Properties).TaskEnd(1, 2, launch: 7, finish: 8, accumulables: Update(2, 9));
        var execution = log.Read().SqlExecutions[0];
        Assert.Equal(("Final", "new", 1), (execution.Plan.Root?.Name, execution.Plan.Description, execution.PlanUpdates));
        Assert.Equal(2, execution.Total(new SqlMetric("n", new AccumulatorId(9), "sum"))?.Sum);
        Assert.Equal([0, 1], execution.Stages.Select(stage => stage.Value));
    }

    private const string Properties = """{"spark.sql.execution.id":"0"}""";

    private static string Update(int value, int id = 7) => $$"""{"ID":{{id}},"Name":"m","Update":"{{value}}","Value":"{{value}}","Internal":true,"Count Failed Values":true,"Metadata":"sql"}""";

    private static SqlMetricTotal Total(LogBuilder log) =>
        log.Read().SqlExecutions[0].Total(new SqlMetric("m", new AccumulatorId(7), "sum")) ?? throw new InvalidOperationException("No task reported the metric.");
}
