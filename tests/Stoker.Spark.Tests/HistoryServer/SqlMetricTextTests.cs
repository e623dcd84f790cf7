using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Spark.Tests.HistoryServer.Api;

namespace Stoker.Spark.Tests.HistoryServer;

/// <summary>Texts as real servers printed them.</summary>
public sealed class SqlMetricTextTests
{
    [Theory]
    [InlineData("sum", 1234567, "1,234,567")]
    [InlineData("size", 2047, "2047.0 B")]
    [InlineData("size", 2048, "2.0 KiB")]
    [InlineData("size", 2097151, "2048.0 KiB")]
    [InlineData("timing", 999, "999 ms")]
    [InlineData("timing", 1150, "1.1 s")]
    [InlineData("timing", 1050, "1.0 s")]
    [InlineData("timing", 59999, "60.0 s")]
    [InlineData("timing", 5400000, "1.50 h")]
    [InlineData("nsTiming", 1999999, "1 ms")]
    [InlineData("average", 15, "1.5")]
    [InlineData("v2Custom_org.example.Metric", 3, "N/A")]
    [InlineData("vendors", 1234, "[unknown] 1,234")]
    public void Of_OneValue_IsTheValue(string type, long value, string text) =>
        Assert.Equal(text, SqlMetricText.Of(new SqlMetric("m", new AccumulatorId(1), type), Total(value)));

    [Fact]
    public void Of_SeveralValues_NamesTheTaskOfTheLargest()
    {
        var total = new SqlMetricTotal
        {
            Count = 3,
            Sum = 20_200,
            Minimum = 753,
            Median = 1_150,
            Maximum = 1_800,
            MaximumStage = new StageAttemptId(new StageId(5), 0),
            MaximumTask = new TaskId(93),
        };

        Assert.Equal(
            "total (min, med, max (stageId: taskId))\n20.2 s (753 ms, 1.1 s, 1.8 s (stage 5.0: task 93))",
            SqlMetricText.Of(new SqlMetric("m", new AccumulatorId(1), "timing"), total));
    }

    private static SqlMetricTotal Total(long value) => new() { Count = 1, Sum = value, Minimum = value, Median = value, Maximum = value };
}
