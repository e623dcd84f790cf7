using Stoker.Reports.Explaining;

namespace Stoker.Tests.Reports.Explaining;

/// <summary>Code of the pages in a narrow window: what is copied must still run.</summary>
public sealed class CodeLinesTests
{
    [Theory]
    // Inside brackets Python goes on in the next line; the name before the call is at the left.
    [InlineData("total = orders.filter(\"day = '2026'\").agg(F.sum(\"amount\")).first()[0]", 44, "total = orders.filter(\"day = '2026'\").agg(F.sum(\"amount\")).first()[0]")]
    [InlineData("df.select(F.col(\"a\"), F.col(\"b\"), F.col(\"c\"))", 30, "df.select(F.col(\"a\"),|    F.col(\"b\"), F.col(\"c\"))")]
    [InlineData("    df.select([F.count(x).alias(c) for c in df.columns])", 36, "    df.select([F.count(x).alias(c)|        for c in df.columns])")]
    // A blank in a text is no place to break.
    [InlineData("f(\"a long text with blanks\", 1)", 20, "f(\"a long text with blanks\",|    1)")]
    // A shell goes on behind a backslash.
    [InlineData("spark-submit --conf spark.a=1 --conf spark.b=2 job.py", 34, "spark-submit --conf spark.a=1 \\|    --conf spark.b=2 job.py")]
    // A comment goes on as one.
    [InlineData("# set it once and for all", 16, "# set it once|# and for all")]
    [InlineData("df.count()  # and 30 more", 20, "df.count()|    # and 30 more")]
    public void Of_WindowNarrowerThanTheLine_BreaksWhereTheLanguageAllowsIt(string line, int width, string expected) =>
        Assert.Equal(expected.Split('|'), CodeLines.Of(line, width));

    [Fact]
    public void Of_WideWindow_LeavesTheLineAsItIs() => Assert.Equal(["a.b(c, d)"], CodeLines.Of("a.b(c, d)", 9));
}
