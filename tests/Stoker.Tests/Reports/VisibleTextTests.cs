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
    [InlineData("half\ud83d", "half\\ud83d")]
    public void Of_Text_ShowsWhatATerminalWouldObey(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));
}
