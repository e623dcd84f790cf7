using Stoker.Diagnoses.Pricing;
using Stoker.Findings.Pricing;

namespace Stoker.Tests.Diagnoses.Pricing;

public sealed class PriceSpreadTests
{
    [Theory]
    [InlineData("PART002", 8, 10, 11, 100, 3, 23)] // 0.3 to 2.3 times 10.
    [InlineData("PART002", 2, 10, 25, 100, 2, 25)] // What the log itself gives is wider.
    [InlineData("PART002", 8, 10, 11, 15, 3, 15)] // No more than was spent there.
    [InlineData("PART002", 8, 10, 11, 9, 3, 11)] // What the log gives is kept, whatever was spent.
    [InlineData("DRV005", 7, 9, 10, 100, 3.6, 13.5)] // Not the row of DRV001.
    [InlineData("LOG003", 8, 10, 11, 100, 8, 11)] // Nothing was learnt of it.
    public void Widen_PriceOfAFamily_HasItsIntervalAndTheSameExpectation(string id, double low, double expected, double high, double most, double wideLow, double wideHigh)
    {
        var wide = PriceSpread.Widen(id, new Estimate(low, expected, high), most);

        Assert.Equal(expected, wide.Expected);
        Assert.Equal((wideLow, wideHigh), (Math.Round(wide.Low, 9), Math.Round(wide.High, 9)));
    }

    [Fact]
    public void Widen_Nothing_StaysNothing() => Assert.Equal(Estimate.Exactly(0), PriceSpread.Widen("PART002", Estimate.Exactly(0), 100));
}
