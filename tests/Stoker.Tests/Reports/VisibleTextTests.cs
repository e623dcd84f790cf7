using Stoker.Reports.Terminal;

namespace Stoker.Tests.Reports;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("df.filter('a > 1')", "df.filter('a > 1')")]
    [InlineData("größe 中 😀", "größe 中 😀")]
    [InlineData("\u001b[31mred\u0007", "\\x1b[31mred\\x07")]
    [InlineData("a\nb\tc\r", "a\\nb\\tc\\r")]
    [InlineData("evil\u202etxt\u2028\u0085\u00ad", "evil\\u202etxt\\u2028\\x85\\xad")]
    [InlineData("s3://b/\uFFFC/x", "s3://b/{…}/x")]
    public void Of_Text_ShowsWhatATerminalWouldObey(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    /// <summary>Not a case above: half a pair cannot be an argument of an attribute.</summary>
    [Fact]
    public void Of_HalfAPair_IsWrittenOut() => Assert.Equal("half\\ud83d", VisibleText.Of("half" + '\ud83d'));
}
