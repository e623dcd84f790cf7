using System.Buffers;
using System.Text;
using Stoker.Findings;
using Stoker.Reports.Html.Charts;
using Stoker.Reports.Html.Findings;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.Html.Texts;

namespace Stoker.Tests.Reports.Html;

/// <summary>Small components, byte for byte.</summary>
public sealed class ComponentTests
{
    [Fact]
    public void StackedBar_TwoPartsAndALittle_BarLinesAndRest()
    {
        // 1000 units less two gaps of 3 are 994: 60 % are 596.4, 39.6 % are 393.6, 0.4 % are 4. 4 ms of 1,000 are under 1 %.
        var bar = new StackedBar("Wall time", 1_000, [new("busy", 600, ChartRole.Work), new("idle", 396, ChartRole.Idle, IsBound: true), new("none", 0, ChartRole.Bad), new("waiting", 4, ChartRole.Bad)], "Each moment counts once.");
        Assert.Equal(
            """
            <div>
            <p class="big">Wall time 1.0 s</p>
            <svg xmlns="http://www.w3.org/2000/svg" class="bar" viewBox="0 0 1000 26" preserveAspectRatio="none" role="img" aria-label="Wall time: busy 60 %, idle 40 %, waiting &lt;1 %">
            <rect class="f-work" x="0" width="596.4" height="26"><title>busy 60 %, 600 ms</title></rect>
            <rect class="f-idle" x="599.4" width="393.6" height="26"><title>idle 40 %, 396 ms</title></rect>
            <rect class="f-bad" x="996" width="4" height="26"><title>waiting &lt;1 %, 4 ms</title></rect>
            </svg>
            <table class="parts">
            <tr><td>busy</td><td class="meter"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="f-work" width="60" height="10"/></svg></td><td class="num">60 %</td><td class="num">600 ms</td></tr>
            <tr><td>idle</td><td class="meter"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="f-idle" width="39.6" height="10"/></svg></td><td class="num">≤ 40 %</td><td class="num">≤ 396 ms</td></tr>
            </table>
            <p class="quiet">Under 1 % each: waiting 4 ms.</p>
            <p class="quiet">Each moment counts once.</p>
            </div>

            """.ReplaceLineEndings("\n"),
            Render(bar));
    }

    [Fact]
    public void HtmlTable_EmptyColumn_IsLeftOut()
    {
        var table = new HtmlTable(new HtmlColumn("stage", ColumnKind.Id), new HtmlColumn("spill"), new HtmlColumn("wall")) { IsSortable = true };
        table.Add("stage-1.0", new HtmlCell("1.0", 1, "stage-1.0"), "", new HtmlCell("2.0 s", 2_000));
        Assert.Equal(
            """
            <div class="scroll" tabindex="0"><table class="data sortable">
            <thead><tr><th scope="col" class="id">stage</th><th scope="col" class="num">wall</th></tr></thead>
            <tbody>
            <tr id="stage-1.0"><td class="id" data-v="1"><a href="#stage-1.0">1.0</a></td><td data-v="2000">2.0 s</td></tr>
            </tbody></table></div>

            """.ReplaceLineEndings("\n"),
            Render(table));
    }

    [Theory]
    [InlineData(Severity.Critical, "<span class=\"mark critical\"><i>▲</i>critical</span>")]
    [InlineData(Severity.Minor, "<span class=\"mark minor\"><i>●</i>minor</span>")]
    public void SeverityMark_IsAWordAndASign(Severity severity, string markup) => Assert.Equal(markup, Render(new SeverityMark(severity)));

    [Fact]
    public void Notes_WithAndWithoutSubject()
    {
        Assert.Equal("<ul class=\"notes\">\n<li><b>job 2</b> a &lt; b</li>\n<li>alone</li>\n</ul>\n", Render(new Notes([("job 2", "a < b"), ("", "alone")])));
    }

    [Fact]
    public void MarkdownPage_WhatPagesUse_IsMarkup() => Assert.Equal(
        "<h4>How to fix it</h4>\n<p>Set <code>a=b</code> and <b>stop</b>.\nThen look.\n</p>\n<ul>\n<li>one</li>\n<li>two &amp; more</li>\n</ul>\n<pre><code>x = 1 &lt; 2\n\n# no heading\n</code></pre>\n",
        Render(new MarkdownPage("# SKEW001: title\n\n## How to fix it\nSet `a=b` and **stop**.\nThen look.\n\n- one\n- two & more\n\n```python\nx = 1 < 2\n\n# no heading\n```\n")));

    [Fact]
    public void MarkdownPage_MarkWithoutItsEnd_IsText() => Assert.Equal("<p>a ` b ** c\n</p>\n", Render(new MarkdownPage("a ` b ** c")));

    private static string Render(IHtmlComponent component)
    {
        var output = new ArrayBufferWriter<byte>();
        new HtmlWriter(output).Write(component);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
