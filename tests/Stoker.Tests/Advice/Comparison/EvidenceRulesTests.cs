using Stoker.Advice.Comparison;
using Stoker.Model.Units;

namespace Stoker.Tests.Advice.Comparison;

public sealed class EvidenceRulesTests
{
    // Rounding and chance: 100 ms and 3 % of a time, a tenth of the tasks at once, a hundredth of the rows; any change of a number of tasks.
    [Theory]
    [InlineData(QuantityName.LongestTaskMs, 1_400, 1_400, false)]
    [InlineData(QuantityName.LongestTaskMs, 1_400, 1_450, false)]
    [InlineData(QuantityName.LongestTaskMs, 1_400, 1_600, true)]
    [InlineData(QuantityName.GarbageCollectionMs, 60_000, 61_000, false)]
    [InlineData(QuantityName.AtOnce, 1, 1.05, false)]
    [InlineData(QuantityName.AtOnce, 1, 1.2, true)]
    [InlineData(QuantityName.Executors, 2, 1, true)]
    [InlineData(QuantityName.RowsRead, 1_000_000, 1_001_000, false)]
    [InlineData(QuantityName.RowsRead, 1_000_000, 1_100_000, true)]
    [InlineData(QuantityName.Tasks, 200, 201, true)]
    [InlineData(QuantityName.Tasks, 200, 200, false)]
    public void IsChanged_ByRoundingOrChance_IsNot(QuantityName name, double before, double after, bool expected) =>
        Assert.Equal(expected, EvidenceRules.IsChanged(new ComparedQuantity(name, before, after)));

    // Skew stands by its longest task, whatever became of the mean; the driver's time is a number of its own.
    [Theory]
    [InlineData(DifferenceCause.Skew, QuantityName.MeanTaskMs, false)]
    [InlineData(DifferenceCause.Skew, QuantityName.LongestTaskMs, true)]
    [InlineData(DifferenceCause.Partitions, QuantityName.MeanTaskMs, false)]
    [InlineData(DifferenceCause.OtherCode, QuantityName.TaskMs, false)]
    [InlineData(DifferenceCause.OtherCode, QuantityName.ShuffleReadBytes, true)]
    [InlineData(DifferenceCause.Overlap, null, false)]
    [InlineData(DifferenceCause.Driver, null, true)]
    public void Stands_WithoutItsOwnNumber_DoesNot(DifferenceCause cause, QuantityName? shown, bool expected) => Assert.Equal(expected, EvidenceRules.Stands(new CauseEffect
    {
        Cause = cause,
        Wall = new Milliseconds(6_800),
        Core = Milliseconds.Zero,
        Evidence = shown is { } name ? [new ComparedQuantity(name, 1, 2)] : [],
    }));

    // More rows do not save time, and a shorter longest task costs none.
    [Theory]
    [InlineData(DifferenceCause.Input, QuantityName.RowsRead, -2_000, false)]
    [InlineData(DifferenceCause.Input, QuantityName.RowsRead, 2_000, true)]
    [InlineData(DifferenceCause.Skew, QuantityName.LongestTaskMs, -2_000, false)]
    public void Stands_NumberThatWentTheOtherWay_DoesNot(DifferenceCause cause, QuantityName shown, long wallMs, bool expected) => Assert.Equal(expected, EvidenceRules.Stands(new CauseEffect
    {
        Cause = cause,
        Wall = new Milliseconds(wallMs),
        Core = Milliseconds.Zero,
        Evidence = [new ComparedQuantity(shown, 1, 2)],
    }));
}
