using Stoker.Reports.Terminal;

namespace Stoker.Tests.Reports;

public sealed class CellWidthTests
{
    [Theory]
    [InlineData("Scan > Filter > Range (save)", 28, "Scan > Filter > Range (save)")]
    [InlineData("Scan > Filter > Range (save)", 17, "Scan > F…e (save)")]
    [InlineData("漢字漢字漢字", 7, "漢…漢字")]
    [InlineData("orders", 2, "o…")]
    public void CutMiddle_TooLong_KeepsBothEnds(string text, int width, string expected)
    {
        var cut = CellWidth.CutMiddle(text, width, "…");

        Assert.Equal(expected, cut);
        Assert.InRange(CellWidth.Of(cut), 0, width);
    }
}
