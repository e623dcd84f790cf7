using Stoker.Model.Sql;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Model;

public sealed class PlanWorkTests
{
    /// <summary>Values as the Spark UI shows them for samples/skewed-join, SQL 0: 8,000,000 rows cross the shuffle of the large side, 543 MiB.</summary>
    [Fact]
    public void Of_SkewedJoin_TimeRowsAndBytesOfTheLargeSide()
    {
        var execution = Samples.Analyze("skewed-join").Application.SqlExecutions[0];
        var work = PlanWork.Of(execution);
        var exchange = Assert.Single(work, node => node.Node.Id == 10);
        Assert.Equal("Exchange", exchange.Node.Name);
        Assert.Equal(8_000_000, exchange.Rows);
        Assert.Equal("shuffle write time", exchange.TimeName);
        Assert.False(exchange.IsDriverTime);
        Assert.Contains(work, node => node.Node.Name == "WholeStageCodegen (5)" && node.TimeName == "duration" && node.Stages.Any(stage => stage.Stage.Value == 2));
    }

    [Fact]
    public void Of_NodeWithoutMetrics_IsAbsentNotZero()
    {
        var execution = Samples.Analyze("skewed-join").Application.SqlExecutions[0];
        var top = Assert.Single(PlanWork.Of(execution), node => node.Node.Name == "TakeOrderedAndProject");
        Assert.Null(top.Time);
        Assert.Null(top.Rows);
        Assert.Null(top.Data);
    }
}
