using Stoker.Explaining;
using Stoker.Reports.Explaining;
using Stoker.Reports.Terminal;

namespace Stoker.Tests.Reports.Explaining;

public sealed class PageTextTests
{
    private static readonly TextStyle Narrow = new(60, HasColor: false, HasUnicode: true);

    [Fact]
    public void Write_Paragraph_IsJoinedAndWrapped() =>
        Assert.Equal(
            """
            Title
            A paragraph of two lines that is joined and then broken at
            the width of `the terminal`.

            """,
            Render("# Title\nA paragraph of two lines that is joined\nand then broken at the width of `the terminal`.\n", Narrow));

    [Fact]
    public void Write_Code_StaysAsItIs() =>
        Assert.Equal("    # no title\n      | x  y\n", Render("```python\n# no title\n  | x  y\n```\n", Narrow));

    [Fact]
    public void Write_ItemsAndTables_StayLines() =>
        Assert.Equal("- one\n- two strong\n| a | b |\n", Render("- one\n* two **strong**\n| a | b |\n", Narrow));

    [Fact]
    public void Write_Link_ShowsTextAndAddressWithThePunctuationBehindIt() => Assert.Equal("See the guide (x.md), please.\n", Render("See [the guide](x.md), please.", Narrow));

    [Fact]
    public void Write_Color_CodeLosesItsMarksAndTitlesAreStrong() =>
        Assert.Equal("\e[1mT\e[0m\nUse \e[36ma b\e[0m.\n", Render("## T\nUse `a b`.", Narrow with { HasColor = true }).Replace("\e[36ma\e[0m \e[36mb\e[0m", "\e[36ma b\e[0m", StringComparison.Ordinal));

    [Fact]
    public void Page_EveryRule_FitsTheWidthOutsideCodeAndShowsNoHeadingMarks()
    {
        foreach (var rule in ExplainRule.All)
        {
            var lines = ExplanationText.Page(rule, Narrow).Split('\n');

            Assert.All(lines.Where(line => !line.StartsWith("    ", StringComparison.Ordinal) && line.Contains(' ')), line => Assert.InRange(line.Length, 1, 60));
            Assert.DoesNotContain(lines, line => line.StartsWith('#') || line.StartsWith("```", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Page_Thresholds_AreListedWithTheirDefaults()
    {
        var page = ExplanationText.Page(ExplainRule.Find("SKEW001")!, Narrow); // Not null: the id is permanent.

        Assert.Contains("[diagnose.thresholds.SKEW001]", page, StringComparison.Ordinal);
        Assert.Matches(@"\nminTaskMs +3000 +3\.0 s\n", page);
        Assert.Matches(@"\nminBytes +16777216 +16\.0 MiB\n", page);
    }

    [Fact]
    public void List_EveryRule_IsListedOnceUnderItsFamily()
    {
        var list = ExplanationText.List(ExplainRule.All, Narrow);

        Assert.All(ExplainRule.All, rule => Assert.Single(list.Split('\n'), line => line.StartsWith($"  {rule.Id} ", StringComparison.Ordinal)));
        Assert.StartsWith("Skew\n  SKEW001    One shuffle partition", list, StringComparison.Ordinal);
        Assert.Equal(ExplainRule.All.Select(rule => rule.Family).Distinct().Count(), ExplainRule.All.GroupBy(rule => rule.Family).Count(group => list.Contains(group.Key + "\n", StringComparison.Ordinal)));
        Assert.All(ExplainRule.All, rule => Assert.DoesNotMatch("^[A-Z]+$", rule.Family));
    }

    private static string Render(string markdown, TextStyle style)
    {
        var output = new TextOutput(style);
        PageText.Write(output, markdown);
        return output.ToString();
    }
}
