using System.Text.Json;
using Stoker.Diagnoses;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>Logs that lost events, or have texts that were cut: a stranger's, made as small as they still ended with a fault of Stoker.</summary>
public sealed class LostEventTests
{
    [Fact]
    public void StageWithoutAJob_HoldsSlotsBesideAnother()
    {
        var application = new LogBuilder().TaskStart(0, task: 2, index: 2, launch: 1000).TaskStart(1, task: 3, index: 3, launch: 1018).TaskEnd(0, task: 3, index: 3, launch: 1018, finish: 3509).Read();

        Assert.Contains(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "LOG001");
    }

    [Fact]
    public void FilterWithoutItsCondition_IsNoCondition()
    {
        var plan = JsonSerializer.Serialize(new
        {
            nodeName = "Filter",
            simpleString = "Filt",
            children = new[] { new { nodeName = "Range", simpleString = "Range (0, 6)", children = Array.Empty<object>(), metadata = new { }, metrics = Array.Empty<object>() } },
            metadata = new { },
            metrics = Array.Empty<object>(),
        });
        var start = """{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"description":"save","details":"","physicalPlanDescription":"","sparkPlanInfo":"""
            + plan + ""","time":1000,"modifiedConfigs":{}}""";
        var application = new LogBuilder().LogStart("4.3.0").Line(start).Read();

        Assert.Single(application.SqlExecutions);
        Assert.DoesNotContain(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "CACHE001");
    }
}
