using Stoker.Findings;
using static Stoker.Tests.Diagnoses.QueryLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>JOIN001 where a side is aggregated before it is joined, and DRV001 before the first query.</summary>
public sealed class SharedSideTests
{
    [Fact]
    public void MissedBroadcast_Fires_when_the_small_side_is_aggregated_first()
    {
        var finding = Assert.Single(Joined(smallSide: Aggregated(Shuffled(2, 20)), largeSide: Shuffled(1, 10)), finding => finding.Id == "JOIN001");

        Assert.Equal(1 << 20, NumberOf(finding, "smallSide")); // What the aggregate reads: it leaves no more.
        Assert.Equal(1 << 30, NumberOf(finding, "largeSide"));
    }

    [Fact]
    public void MissedBroadcast_Stays_silent_when_the_large_side_needs_its_shuffle_to_aggregate() =>
        Assert.DoesNotContain(Joined(smallSide: Shuffled(2, 20), largeSide: Aggregated(Shuffled(1, 10))), finding => finding.Id == "JOIN001");

    [Fact]
    public void MissedBroadcast_Stays_silent_when_a_generator_stands_between() =>
        Assert.DoesNotContain(Joined(smallSide: Node("Generate", "Generate explode(a#3)", "", Shuffled(2, 20)), largeSide: Shuffled(1, 10)), finding => finding.Id == "JOIN001");

    [Theory]
    [InlineData(18_000, true)] // The program takes 18 s to ask its first query: a third of 15 s of them are Spark's start.
    [InlineData(10_000, false)] // Of 20 s before the first stage, 10 s are planning.
    public void DriverGaps_Count_what_is_before_the_first_query(long queryMs, bool fires)
    {
        var findings = new QueryLog().Query(Node("Scan", "Scan"), queryMs).Stage(0, 20_000, 4, [9_000, 9_000, 9_000, 9_000]).QueryEnd(29_000).Diagnose(30_000).Findings;

        Assert.Equal(fires, findings.Any(finding => finding.Id == "DRV001"));
        Assert.All(findings.Where(finding => finding.Id == "DRV001"), finding => Assert.StartsWith("See what the program does before the first job:", finding.Remedies[0].Change, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(12, 600, 0, true)] // Eleven pauses of 600 ms beside twelve queries of 400 ms.
    [InlineData(8, 600, 0, false)] // Seven.
    [InlineData(12, 100, 500, false)] // The program asks at once; Spark plans for 500 ms.
    public void DriverGaps_Count_many_short_pauses(int queries, int pauseMs, int planningMs, bool fires)
    {
        var log = new QueryLog();
        var at = 1_000L;
        for (var id = 0; id < queries; id++)
        {
            log.Query(Node("Scan", "Scan"), at, id).Stage(id, at + planningMs, 4, [400, 400, 400, 400], execution: id.ToString(System.Globalization.CultureInfo.InvariantCulture)).QueryEnd(at + planningMs + 400, id);
            at += planningMs + 400 + pauseMs;
        }

        var findings = log.Diagnose(at).Findings;
        Assert.Equal(fires, findings.Any(finding => finding.Id == "DRV001"));
        if (fires)
        {
            Assert.Equal((queries - 1) * pauseMs, NumberOf(Assert.Single(findings, finding => finding.Id == "DRV001"), "gapTime"));
            Assert.StartsWith("See what the program does after these actions:", findings.Single(finding => finding.Id == "DRV001").Remedies[0].Change, StringComparison.Ordinal);
        }
    }

    private static string Shuffled(int key, int id) => Exchange($"hashpartitioning(k#{key}, 4), ENSURE_REQUIREMENTS", id, id + 1, id + 2, Scan("s3a://lake/t" + (char)('0' + key)));

    private static string Aggregated(string input) => Node("HashAggregate", "HashAggregate(keys=[k#2], functions=[count(1)])", "", input);

    private static IReadOnlyList<Finding> Joined(string smallSide, string largeSide) =>
        new QueryLog().Query(Node("SortMergeJoin", "SortMergeJoin [k#1], [k#2], Inner", Metric("number of output rows", 30), Node("Sort", "Sort [k#1 ASC]", "", largeSide), Node("Sort", "Sort [k#2 ASC]", "", smallSide)))
            .Stage(0, 1_000, 4, [5_000, 5_000, 5_000, 5_000], metrics: Written(256 << 20, 1_000), reported: [(10, 1 << 30), (12, 1 << 30)])
            .Stage(1, 6_000, 4, [500], metrics: Written(1 << 20, 1), reported: [(20, 1 << 20), (22, 1 << 20)])
            .Stage(2, 7_000, 4, [8_000, 8_000, 8_000, 8_000], metrics: Read(256 << 20, 4_000_000), reported: [(11, 4_000_000), (21, 1_000), (30, 4_000_000)])
            .QueryEnd(15_000).Diagnose(16_000).Findings;
}
