using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Changes;
using Stoker.Comparing;

namespace Stoker.Tests.Advice.Comparison;

public sealed class GovernedOperatorsTests
{
    [Theory]
    [InlineData("spark.sql.execution.pythonUDF.arrow.enabled", "BatchEvalPython", "ArrowEvalPython", true)]
    [InlineData("spark.sql.execution.pythonUDF.arrow.enabled", "BatchEvalPython", "HashAggregate", false)] // Native code took its place.
    [InlineData("spark.sql.execution.pythonUDF.arrow.enabled", "HashAggregate", "ArrowEvalPython", false)]
    [InlineData("spark.sql.autoBroadcastJoinThreshold", "SortMergeJoin", "BroadcastHashJoin", true)]
    [InlineData("spark.sql.autoBroadcastJoinThreshold", "HashAggregate", "BroadcastHashJoin", false)] // A join that was added.
    [InlineData("spark.sql.adaptive.skewJoin.enabled", "Exchange hashpartitioning", "HashAggregate", false)]
    [InlineData("spark.sql.adaptive.enabled", "Exchange hashpartitioning", "HashAggregate", true)] // An exchange that is gone.
    [InlineData("spark.sql.adaptive.enabled", "Scan parquet", "Scan csv", false)]
    [InlineData("spark.sql.sources.useV1SourceList", "Scan parquet", "BatchScan", true)]
    [InlineData("spark.sql.parquet.filterPushdown", "Scan ExistingRDD", "Range", false)]
    [InlineData("spark.sql.session.timeZone", "SortMergeJoin", "BroadcastHashJoin", false)] // Governs no operator that is known.
    [InlineData("spark.sql.extensions", "SortMergeJoin", "CometSortMergeJoin", true)]
    [InlineData("spark.python.worker.reuse", "HashAggregate", "HashAggregate", false)]
    [InlineData("spark.python.worker.reuse", "PythonRDD", "PythonRDD", true)]
    [InlineData("spark.executor.memory", "HashAggregate", "HashAggregate", true)] // Of the executor, whatever runs on it.
    public void AreIn_WorkThatASettingWouldExplain_HoldsWhatItGoverns(string key, string before, string after, bool expected) => Assert.Equal(expected, GovernedOperators.AreIn(key, [before, "Filter"], [after, "Filter"]));

    [Theory]
    [InlineData("python-udf-bad", "python-udf-native", "spark.sql.execution.pythonUDF.arrow.enabled", false)]
    [InlineData("missing-broadcast-bad", "missing-broadcast-fixed", "spark.sql.autoBroadcastJoinThreshold", true)]
    public void Compare_AnotherPlan_NamesTheSettingsThatGovernIt(string before, string after, string key, bool isNamed)
    {
        var request = new ComparisonRequest(Repository.Path("bench", "diagnose-lab", "logs", before + ".zstd"), Repository.Path("bench", "diagnose-lab", "logs", after + ".zstd"));
        var comparison = CompareApplications.Run(request, cancellationToken: TestContext.Current.CancellationToken).Result?.Comparison ?? throw new InvalidOperationException("Two runs.");

        Assert.Contains(comparison.Settings, setting => setting.Key == key);
        Assert.Equal(isNamed, comparison.Causes.Single(cause => cause.Cause == DifferenceCause.OtherPlan).Settings.Any(setting => setting.Key == key));
    }
}
