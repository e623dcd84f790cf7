using Stoker.Predicting;
using Stoker.Simulation.Predictions;

namespace Stoker.Tests.Predicting;

public sealed class SettingValuesTests
{
    [Theory]
    [InlineData("spark.sql.shuffle.partitions", "0")]
    [InlineData("spark.sql.shuffle.partitions", "many")]
    [InlineData("spark.sql.shuffle.partitions", "99999999999")]
    [InlineData("spark.sql.files.maxPartitionBytes", "-1")]
    [InlineData("spark.sql.files.maxPartitionBytes", "0")]
    [InlineData("spark.executor.memory", "1")]
    [InlineData("spark.driver.memory", "0g")]
    [InlineData("spark.dynamicAllocation.maxExecutors", "-1")]
    [InlineData("spark.dynamicAllocation.maxExecutors", "0")]
    [InlineData("spark.dynamicAllocation.executorIdleTimeout", "-3")]
    [InlineData("spark.memory.fraction", "1.5")]
    [InlineData("spark.memory.fraction", "NaN")]
    [InlineData("spark.sql.adaptive.enabled", "yes")]
    public void Permitted_WhatSparkWouldRefuse_SaysWhatIsPossible(string key, string value) =>
        Assert.StartsWith(key + " is ", SettingValues.Permitted(key, value), StringComparison.Ordinal);

    [Fact]
    public void Permitted_EverySettingThatIsModelled_IsChecked() => Assert.All(Gate.ModelledSettings, key => Assert.NotNull(SettingValues.Permitted(key, "?")));

    [Theory]
    [InlineData("spark.sql.shuffle.partitions", "400")]
    [InlineData("spark.sql.files.maxPartitionBytes", "134217728")]
    [InlineData("spark.sql.files.maxPartitionBytes", "64MB")]
    [InlineData("spark.executor.memory", "4g")]
    [InlineData("spark.executor.memory", "512m")]
    [InlineData("spark.dynamicAllocation.executorIdleTimeout", "60s")]
    [InlineData("spark.dynamicAllocation.executorIdleTimeout", "60")]
    [InlineData("spark.memory.fraction", "0.6")]
    [InlineData("spark.sql.adaptive.enabled", "TRUE")]
    [InlineData("spark.nobody.knows", "-4")]
    public void Permitted_WhatSparkTakes_IsSilent(string key, string value) => Assert.Null(SettingValues.Permitted(key, value));
}
