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

    // 27, 4 and 43 columns and two gaps are 78: the name of a setting is never cut. Below, what shows a cause goes beneath it.
    [Theory]
    [InlineData(
        78,
        """
        why                          wall  shown by
        driver before the first job  +5 s  spark.sql.execution.pythonUDF.arrow.enabled
                                           false -> true
        idle slots

        """)]
    [InlineData(
        77,
        """
        why                          wall
        driver before the first job  +5 s
            spark.sql.execution.pythonUDF.arrow.enabled false -> true
        idle slots

        """)]
    public void WriteWhole_TextThatDoesNotFit_GoesBeneath(int width, string expected)
    {
        var table = new Table(new Column("why") { IsText = true }, new Column("wall"), new Column("shown by") { IsText = true, Wraps = true, GoesBeneath = true });
        table.Add("driver before the first job", "+5 s", "spark.sql.execution.pythonUDF.arrow.enabled false -> true");
        table.Add("idle slots", "", "");

        Assert.Equal(expected, Whole(table, width));
    }

    // In 60 columns: 6 and 26 and 24 and two gaps fit, 25 do not; 6 and 52 fit without the text, 53 do not. Numbers are never cut, and the text loses its middle.
    [Theory]
    [InlineData(24, "(save)  111")]
    [InlineData(25, "0 -> 0  1111111111111111111111111\n    Filter > Scan parquet > Scan parquet (save)")]
    [InlineData(52, "1111\n    Filter > Scan parquet > Scan parquet (save)")]
    [InlineData(53, "stage 0 -> 0: Filter > Scan parquet > Scan parquet (save)\n    time:\n    1111")]
    public void WriteWhole_NumbersThatDoNotFit_LeaveOutNoColumn(int digits, string expected)
    {
        var table = new Table(new Column("stage"), new Column("what") { IsText = true, KeepsEnds = true, GoesBeneath = true }, new Column("time"));
        table.Add("0 -> 0", "Filter > Scan parquet > Scan parquet (save)", new string('1', digits));

        Assert.Contains(expected, Whole(table, 60), StringComparison.Ordinal);
        Assert.Contains(new string('1', digits), Whole(table, 60), StringComparison.Ordinal);
    }

    private static string Whole(Table table, int width)
    {
        var output = new TextOutput(new TextStyle(width, HasColor: false, HasUnicode: true));
        TableText.WriteWhole(output, table);
        return string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd()));
    }
}
