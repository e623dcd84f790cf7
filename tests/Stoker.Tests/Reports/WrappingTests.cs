using Stoker.Reports.Terminal;

namespace Stoker.Tests.Reports;

public sealed class WrappingTests
{
    [Theory]
    [InlineData("6 min 25 s of core time (36 %); rest", 28, "6 min 25 s of core time|(36 %); rest")] // At 28 columns "(36" alone would fit.
    [InlineData("stage 3 s", 7, "stage|3 s")]
    [InlineData("node 10 stage", 7, "node 10|stage")] // No unit.
    [InlineData("takes 30", 20, "takes 30")]
    public void Wrap_NumbersWithUnits_StayTogether(string text, int width, string lines) =>
        Assert.Equal(lines.Split('|'), Wrapping.Wrap(text, width));
}
