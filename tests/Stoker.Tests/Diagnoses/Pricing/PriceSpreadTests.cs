using Stoker.Diagnoses.Pricing;
using Stoker.Findings.Pricing;

namespace Stoker.Tests.Diagnoses.Pricing;

public sealed class PriceSpreadTests
{
    [Theory]
    [InlineData("PART002", 8, 10, 11, 100, 3, 23)] // 0.3 to 2.3 times 10.
    [InlineData("PART002", 2, 10, 25, 100, 2, 25)] // What the log itself gives is wider.
    [InlineData("PART002", 8, 10, 11, 15, 3, 15)] // No more than was spent there.
    [InlineData("PART002", 8, 10, 11, 10.5, 3, 10.5)] // Whatever the log gives beyond it.
    [InlineData("CACHE001", 2, 10, 11, 100, 2, 33)]
    [InlineData("DRV005", 7, 9, 10, 100, 6.75, 11.25)] // Not the row of DRV001.
    [InlineData("SHUF004", 8, 10, 11, 100, 5, 18)] // No twin tells: as all families together.
    public void Widen_PriceOfAFamily_HasItsIntervalAndTheSameExpectation(string id, double low, double expected, double high, double most, double wideLow, double wideHigh)
    {
        var wide = PriceSpread.Widen(id, new Estimate(low, expected, high), null, most);

        Assert.Equal(expected, wide.Expected);
        Assert.Equal((wideLow, wideHigh), (Math.Round(wide.Low, 9), Math.Round(wide.High, 9)));
    }

    [Fact]
    public void Widen_Nothing_StaysNothing() => Assert.Equal(Estimate.Exactly(0), PriceSpread.Widen("PART002", Estimate.Exactly(0), null, 100));

    [Fact]
    public void Widen_PriceAboveAllThereIs_IsAllThereIs() => Assert.Equal(new Estimate(3, 9, 9), PriceSpread.Widen("PART002", new Estimate(8, 10, 11), null, 9));

    [Fact]
    public void Widen_RemedyThatMayCost_ReachesBelowNothing() =>
        Assert.Equal(new Estimate(-4, 5, 23), PriceSpread.Widen("PART002", new Estimate(8, 10, 11), new Estimate(-0.4, 0.5, 1), 100));
}
