using Stoker.Advice.Comparison.Matching;

namespace Stoker.Tests.Advice.Comparison;

public sealed class WorkTextTests
{
    [Theory]
    [InlineData("collect at /srv/jobs/orders.py:48", "collect at orders.py:")]
    [InlineData("collect at /tmp/run-7/orders.py:51", "collect at orders.py:")]
    [InlineData("id = 5 batch = 12", "id =  batch = ")]
    [InlineData("Q14", "Q14")]
    [InlineData(null, "")]
    public void Place_NameOfSpark_LosesWhatChangesFromRunToRun(string? name, string place) => Assert.Equal(place, WorkText.Place(name));

    [Theory]
    [InlineData("OverwriteByExpression noop-table", "OverwriteByExpression")]
    [InlineData("SortMergeJoin(skew=true)", "SortMergeJoin")]
    [InlineData("Scan parquet default.t", "Scan parquet default.t")]
    [InlineData("WholeStageCodegen (3)", null)]
    [InlineData("AQEShuffleRead", null)]
    public void Operator_NameOfNode_TellsPlansApart(string name, string? expected) => Assert.Equal(expected, WorkText.Operator(name));
}
