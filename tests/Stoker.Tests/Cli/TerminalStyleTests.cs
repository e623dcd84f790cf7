using Stoker.Cli.Console;

namespace Stoker.Tests.Cli;

public sealed class TerminalStyleTests
{
    [Theory]
    [InlineData("xterm-256color", null, true)]
    [InlineData("xterm-256color", "", true)] // no-color.org: an empty value does not count
    [InlineData("xterm-256color", "1", false)]
    [InlineData("dumb", null, false)]
    [InlineData(null, null, true)]
    public void ShowsColor_Environment_AsConventionsSay(string? term, string? noColor, bool expected) =>
        Assert.Equal(expected, TerminalStyle.ShowsColor(name => name switch { "TERM" => term, "NO_COLOR" => noColor, _ => null }));

    [Theory]
    [InlineData("en_US.UTF-8", null, true)]
    [InlineData("C.utf8", null, true)]
    [InlineData("C", null, false)]
    [InlineData("de_DE.ISO-8859-1", null, false)]
    [InlineData("en_US.UTF-8", "C", false)] // LC_ALL wins
    [InlineData(null, null, true)]
    public void ShowsUnicode_Locale_AsItsEncodingSays(string? lang, string? all, bool expected) =>
        Assert.Equal(expected, TerminalStyle.ShowsUnicode(name => name switch { "LANG" => lang, "LC_ALL" => all, _ => null }));

    [Fact]
    public void Find_PipeWithoutWidth_100ColumnsWithoutColor()
    {
        var style = TerminalStyle.Find(isTerminal: false, wantsColor: true, width: null);

        Assert.Equal((100, false, true), (style.Width, style.HasColor, style.HasUnicode));
    }
}
