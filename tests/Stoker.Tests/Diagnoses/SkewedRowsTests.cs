using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Tests.EventLogs;
using static Stoker.Tests.Diagnoses.QueryLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>SKEW001 of rows that are small beside those they are joined to: the hot task reads most of the rows and few of the bytes. Two slots, three tasks, numbers of a real left join.</summary>
public sealed class SkewedRowsTests
{
    [Fact]
    public void MostRows_InFewBytes_AreSkew()
    {
        var finding = Assert.Single(Diagnose(hotBytes: 35_562_393, hotRows: 3_094_438, rdd: "ShuffledRowRDD"), finding => finding.Id == "SKEW001");

        Assert.Equal(3_094_438 / 4_050_001.0, NumberOf(finding, "rowShare"), 6);
        Assert.Equal(3_094_438, NumberOf(finding, "largestRecords"));
        Assert.Equal(1_915, NumberOf(finding, "nextTask"));

        // 9.8 s of tasks fill both slots for 4.9 of the 7.9 s: with no task longer than the next one, 1.9 s, it takes 4.9 to 5.9 s.
        Assert.InRange(finding.Cost!.WallSeconds!.Value.Expected, 2.0, 3.0);
    }

    [Theory]
    [InlineData(100_000_000, 3_094_438, "ShuffledRowRDD")] // As many of the bytes: it may read more partitions than the others.
    [InlineData(35_562_393, 900_000, "ShuffledRowRDD")] // Less than half of the rows.
    [InlineData(35_562_393, 3_094_438, "UnionRDD")] // Its rows are of another table.
    public void OtherShares_AreNone(long hotBytes, long hotRows, string rdd) => Assert.DoesNotContain(Diagnose(hotBytes, hotRows, rdd), finding => finding.Id == "SKEW001");

    [Theory]
    [InlineData(7_000, true)] // Half of the times is enough: 2.2 s are a third of the run.
    [InlineData(20_000, false)]
    public void ShortApplication_AsksForShorterTasks(long endMs, bool fires)
    {
        var log = new LogBuilder().LogStart("4.3.0").ApplicationStart("app-1", "positions", 0).ExecutorAdded("1", 0, cores: 2).JobStart(0, 1_000, [(0, 7)]).StageSubmitted(0, 7, 1_000);
        (int Launch, int End, long Bytes)[] tasks =
        [
            (1_000, 1_500, 4 << 20), (1_000, 1_500, 4 << 20), // The first wave is left out.
            (1_500, 2_000, 4 << 20), (1_500, 3_700, 64 << 20), (2_000, 2_500, 4 << 20), (2_500, 3_000, 4 << 20), (3_000, 3_500, 4 << 20),
        ];
        for (var index = 0; index < tasks.Length; index++)
        {
            var (launch, end, bytes) = tasks[index];
            log.TaskStart(0, index, index, launch).TaskEnd(0, index, index, launch, end, metrics: Metrics(end - launch, bytes, bytes / 100));
        }

        var findings = Diagnoser.Diagnose(log.StageCompleted(0, 7, 1_000, 3_700).JobEnd(0, 3_700).ApplicationEnd(endMs).Read()).Findings;

        Assert.Equal(fires, findings.Any(finding => finding.Id == "SKEW001"));
    }

    private static IReadOnlyList<Finding> Diagnose(long hotBytes, long hotRows, string rdd)
    {
        var rdds = Rdd(1, rdd, 3);
        var log = new LogBuilder().LogStart("4.3.0").ApplicationStart("app-1", "positions", 0).ExecutorAdded("1", 0, cores: 2).JobStart(0, 1_000, [(0, 3)]).StageSubmitted(0, 3, 1_000, rdds: rdds);
        (int Launch, int End, long Bytes, long Rows)[] tasks = [(1_000, 2_915, 63_565_694, 513_756), (1_000, 2_579, 54_560_227, 441_807), (2_579, 8_926, hotBytes, hotRows)];
        for (var index = 0; index < tasks.Length; index++)
        {
            var (launch, end, bytes, rows) = tasks[index];
            log.TaskStart(0, index, index, launch).TaskEnd(0, index, index, launch, end, metrics: Metrics(end - launch, bytes, rows));
        }

        return Diagnoser.Diagnose(log.StageCompleted(0, 3, 1_000, 8_926, rdds: rdds).JobEnd(0, 8_926).ApplicationEnd(10_000).Read()).Findings;
    }

    private static string Metrics(int ms, long bytes, long rows) =>
        string.Create(CultureInfo.InvariantCulture, $$$"""{"Executor Run Time":{{{ms}}},"Shuffle Read Metrics":{"Remote Bytes Read":0,"Local Bytes Read":{{{bytes}}},"Total Records Read":{{{rows}}}}}""");
}
