using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;

namespace Stoker.Tests.Reports;

public sealed class TableTextTests
{
    // 10, 4 and 50 columns and two gaps are 68.
    [Theory]
    [InlineData(68, true)]
    [InlineData(67, false)]
    public void Write_RowThatOnlyADroppedColumnHas_GoesWithIt(int width, bool isThere)
    {
        var title = new string('c', 50);
        var table = new Table(new Column("why") { IsText = true }, new Column("wall"), new Column(title) { Rank = 1 });
        table.Add("skew", "+1 s", "+1 s");
        table.Add("idle slots", "", "+9 s");
        var output = new TextOutput(new TextStyle(width, HasColor: false, HasUnicode: true));

        TableText.Write(output, table);

        Assert.Equal((true, isThere, isThere), (output.ToString().Contains("skew", StringComparison.Ordinal), output.ToString().Contains("idle slots", StringComparison.Ordinal), output.ToString().Contains(title, StringComparison.Ordinal)));
    }

    [Fact]
    public void Write_TextThatWraps_GoesOnBelowAndNothingIsCut()
    {
        var table = new Table(new Column("why") { IsText = true }, new Column("wall"), new Column("shown by") { IsText = true, Wraps = true });
        table.Add("driver before the first job", "+5 s", "task time 21.2 s, CPU time 19.9 s");
        table.Add("skew", "+1 s", "");
        var output = new TextOutput(new TextStyle(61, HasColor: false, HasUnicode: true));

        TableText.Write(output, table);

        // 61 columns: 27 and 4 and two gaps leave 26, in which the second comma would end.
        Assert.Equal(
            """
            why                          wall  shown by
            driver before the first job  +5 s  task time 21.2 s, CPU time
                                               19.9 s
            skew                         +1 s

            """,
            string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd())));
    }
}
