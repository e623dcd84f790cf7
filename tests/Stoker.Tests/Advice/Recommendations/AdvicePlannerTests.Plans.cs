using Stoker.Model;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Advice.Recommendations;

/// <content>What the plans of the run say against a setting.</content>
public sealed partial class AdvicePlannerTests
{
    [Theory]
    [InlineData("Project [monotonically_increasing_id() AS id#1L]", "Exchange", "monotonically_increasing_id()")]
    [InlineData("Project [rand(42) AS r#1]", "Exchange", "rand()")]
    [InlineData("Project [rand(42) AS r#1]", "Range", null)]
    [InlineData("Project [rand(-7730215478123456789) AS r#1]", "Exchange", null)]
    [InlineData("Project [rand_of_brand#2]", "Exchange", null)]
    public void Plan_ValuesThatDependOnPartitionsOfAShuffle_PartitionsStay(string project, string input, string? expression)
    {
        var below = $$"""{"nodeName":"{{input}}","simpleString":"","children":[],"metadata":{},"metrics":[]}""";
        var run = WithPlan($$"""{"nodeName":"Project","simpleString":"{{project}}","children":[{{below}}],"metadata":{},"metrics":[]}""");
        var application = Application("3.5.9") with { SqlExecutions = run.SqlExecutions };

        var plan = Plan(application, Finding("MEM001", Partitions, "400"), Finding("SKEW001", "spark.sql.adaptive.skewJoin.enabled", "true"));

        if (expression is null)
        {
            Assert.Equal("400", Assert.Single(plan.Settings, setting => setting.Key == Partitions).To);
        }
        else
        {
            Assert.Empty(plan.Settings);
            Assert.All(plan.Declined, change => Assert.Contains(expression, change.Reason, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("512m", "1g", 50, "The driver has 512m")]
    [InlineData("2g", "100m", 50, "spark.driver.maxResultSize is 100m")]
    [InlineData("2g", "1g", 50, null)]
    [InlineData("2g", "1g", 100, "is 100 MiB in memory")]
    public void Plan_Broadcasts_OnlyWhereWhatLooksSmallIsSmall(string driverMemory, string resultSize, int sideMebibytes, string? objection)
    {
        // One side of the join: files of 8 MiB, so many MiB of rows in its exchange.
        const string Scan = """{"nodeName":"Scan parquet","simpleString":"FileScan","children":[],"metadata":{},"metrics":[{"name":"size of files read","accumulatorId":2,"metricType":"size"}]}""";
        const string Exchange = $$"""{"nodeName":"Exchange","simpleString":"Exchange","children":[{{Scan}}],"metadata":{},"metrics":[{"name":"data size","accumulatorId":1,"metricType":"size"}]}""";
        var run = WithPlan(
            $$"""{"nodeName":"SortMergeJoin","simpleString":"SortMergeJoin","children":[{{Exchange}}],"metadata":{},"metrics":[]}""",
            $$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates","executionId":0,"accumUpdates":[[1,{{sideMebibytes * 1048576L}}],[2,{{8 * 1048576}}]]}""");
        var application = Application("3.5.9", ("spark.driver.memory", driverMemory), ("spark.driver.maxResultSize", resultSize), ("spark.sql.autoBroadcastJoinThreshold", "-1")) with { SqlExecutions = run.SqlExecutions };

        var plan = Plan(application, Finding("JOIN001", "spark.sql.autoBroadcastJoinThreshold", "10MB"));

        Assert.Equal(objection is null ? 1 : 0, plan.Settings.Count);
        Assert.All(plan.Declined, change => Assert.Contains(objection ?? "-", change.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Exchange", 1)]
    [InlineData("Project", 0)]
    public void Plan_BroadcastOfAJoinWhosePartitionsAnAggregationUses_IsNotWorthIt(string between, int settings)
    {
        // Final aggregation, something, partial aggregation, join of a side of 5 MiB: without an exchange between the halves they lie in the join's partitions.
        const string Side = """{"nodeName":"Exchange","simpleString":"","children":[],"metadata":{},"metrics":[{"name":"data size","accumulatorId":1,"metricType":"size"}]}""";
        var join = $$"""{"nodeName":"SortMergeJoin","simpleString":"","children":[{{Side}}],"metadata":{},"metrics":[]}""";
        var partial = $$"""{"nodeName":"HashAggregate","simpleString":"","children":[{{join}}],"metadata":{},"metrics":[]}""";
        var middle = $$"""{"nodeName":"{{between}}","simpleString":"","children":[{{partial}}],"metadata":{},"metrics":[]}""";
        var run = WithPlan(
            $$"""{"nodeName":"HashAggregate","simpleString":"","children":[{{middle}}],"metadata":{},"metrics":[]}""",
            $$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates","executionId":0,"accumUpdates":[[1,{{5 * 1048576}}]]}""");
        var application = Application("3.5.9", ("spark.sql.autoBroadcastJoinThreshold", "-1")) with { SqlExecutions = run.SqlExecutions };

        Assert.Equal(settings, Plan(application, Finding("JOIN001", "spark.sql.autoBroadcastJoinThreshold", "10MB")).Settings.Count);
    }

    [Theory]
    [InlineData("SortAggregate(key=[k#1L], functions=[max(p#2)])", 0)]
    [InlineData("SortAggregate(key=[k#1L], functions=[partial_max(p#2)])", 1)]
    [InlineData("HashAggregate(keys=[k#1L], functions=[])", 1)]
    public void Plan_BroadcastBelowAWholeAggregation_IsNotWorthIt(string aggregation, int settings)
    {
        // Spark 4.3 writes both halves of an aggregation as one where no exchange lies between them.
        const string Side = """{"nodeName":"Exchange","simpleString":"","children":[],"metadata":{},"metrics":[{"name":"data size","accumulatorId":1,"metricType":"size"}]}""";
        var join = $$"""{"nodeName":"SortMergeJoin","simpleString":"","children":[{{Side}}],"metadata":{},"metrics":[]}""";
        var run = WithPlan(
            $$"""{"nodeName":"SortAggregate","simpleString":"{{aggregation}}","children":[{{join}}],"metadata":{},"metrics":[]}""",
            $$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates","executionId":0,"accumUpdates":[[1,{{5 * 1048576}}]]}""");
        var application = Application("4.3.0", ("spark.sql.autoBroadcastJoinThreshold", "-1")) with { SqlExecutions = run.SqlExecutions };

        Assert.Equal(settings, Plan(application, Finding("JOIN001", "spark.sql.autoBroadcastJoinThreshold", "10MB")).Settings.Count);
    }

    private static Application WithPlan(string plan, params string[] events)
    {
        var log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app", "sql", 1000)
            .Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"description":"q","details":"","physicalPlanDescription":"","sparkPlanInfo":{{plan}},"time":1000}""");
        foreach (var line in events)
        {
            log.Line(line);
        }

        return log.ApplicationEnd(2000).Read();
    }
}
