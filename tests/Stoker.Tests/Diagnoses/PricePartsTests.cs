using Stoker.Findings;
using static Stoker.Tests.Diagnoses.QueryLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>What belongs to a price beside the stage that the finding is about, worked by hand.</summary>
public sealed class PricePartsTests
{
    private const string Hashed = "hashpartitioning(k#1, 8), ENSURE_REQUIREMENTS";

    private static readonly int[] Four = [10_000, 10_000, 10_000, 10_000];

    [Theory]
    [InlineData(true, 11.2 + 12)] // A job of 4 × 3 s looks for the ranges first.
    [InlineData(false, 11.2)] // A stage of other rows.
    public void LostOrder_Prices_the_sampling_too(bool samples, double seconds)
    {
        const string Ranged = "rangepartitioning(x#1 ASC NULLS FIRST, 8), ENSURE_REQUIREMENTS";
        var rows = Node("Range", "Range (0, 100)", Metric("number of output rows", 5));
        var plan = Node("Exchange", $"Exchange {Hashed}, [plan_id=3]", "", Node("Project", "Project [k#1]", "", Node("Sort", "Sort [x#1 ASC NULLS FIRST], true, 0", Metric("sort time", 10, "timing"), Exchange(Ranged, 1, 2, 3, rows))));
        var findings = new QueryLog().Query(plan)
            .Stage(0, 1_000, 4, [3_000, 3_000, 3_000, 3_000], reported: [(samples ? 5 : 99, 1_000)])
            .Stage(1, 4_000, 4, Four, Written(50 << 20, 1_000), reported: [(1, 200_000_000), (3, 300_000_000), (5, 1_000)])
            .Stage(2, 14_000, 4, Four, Read(50 << 20, 1_000_000, waitMs: 500), reported: [(2, 4_000_000), (10, 4_000)])
            .Diagnose(27_000).Findings;

        Assert.Equal(seconds, Assert.Single(findings, finding => finding.Id == "SHUF006").Cost!.CoreSeconds.Expected, 3); // Priced. The 11.2 s are those of ShuffleRuleTests.
    }

    [Theory]
    [InlineData("k#1", 1)]
    [InlineData("j#3", 0)] // By another key.
    public void RepeatedExchange_Fires_within_one_query(string key, int count)
    {
        // The second shuffle: 0.8 of 40 core-s, and 0.35 of the 40 core-s that read it.
        var plan = Node("SortMergeJoin", "SortMergeJoin [k#1], [k#2], Inner", "",
            Node("Sort", "Sort [k#1 ASC]", "", Exchange(Hashed, 1, 2, 3, Scan("s3a://lake/t"))),
            Node("Sort", "Sort [k#2 ASC]", "", Exchange($"hashpartitioning({key}, 8), ENSURE_REQUIREMENTS", 4, 5, 6, Scan("s3a://lake/t"))));
        var findings = new QueryLog().Query(plan)
            .Stage(0, 1_000, 4, Four, Written(50 << 20, 1_000), reported: [(1, 200_000_000), (3, 300_000_000)])
            .Stage(1, 11_000, 4, Four, Written(50 << 20, 1_000), reported: [(4, 200_000_000), (6, 300_000_000)])
            .Stage(2, 21_000, 4, Four, Read(50 << 20, 1_000_000), reported: [(2, 2_000_000), (5, 2_000_000)])
            .Diagnose(32_000).Findings.Where(finding => finding.Id == "SHUF001").ToList();

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding =>
        {
            Assert.Equal(2, NumberOf(finding, "shuffles"));
            Assert.Equal(46, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
            Assert.StartsWith("Make both uses read the same DataFrame", finding.Remedies[0].Change, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void RepeatedLineage_Prices_all_sources_of_the_same_queries()
    {
        // Two queries filter two tables alike, and join them by another key: 40 + 20 and 32 + 16 core-s. The second does 48 s again; the first took 12 s longer, perhaps by chance.
        static string Side(string table, string condition, string key, int id, int rows) =>
            Exchange($"hashpartitioning({key}, 8), ENSURE_REQUIREMENTS", id, id + 1, id + 2, Node("Filter", $"Filter (year({condition}) = 3)", Metric("number of output rows", rows), Scan("s3a://lake/" + table)));
        static string Joined(string key, int id) =>
            Node("SortMergeJoin", $"SortMergeJoin [{key}], [{key}], Inner", "", Side("orders", "a#1", key, id, id + 6), Side("items", "b#2", key, id + 3, id + 7));
        var findings = new QueryLog().Query(Joined("k#3", 10), 0).Query(Joined("j#4", 30), 30_000, 1)
            .Stage(0, 1_000, 4, [10_000, 10_000, 10_000, 10_000], Written(50 << 20, 1_000), reported: [(10, 200_000_000), (12, 100_000_000), (16, 1_000)])
            .Stage(1, 11_000, 4, [5_000, 5_000, 5_000, 5_000], Written(50 << 20, 1_000), reported: [(13, 200_000_000), (15, 100_000_000), (17, 1_000)])
            .Stage(2, 31_000, 4, [8_000, 8_000, 8_000, 8_000], Written(50 << 20, 1_000), execution: "1", reported: [(30, 200_000_000), (32, 100_000_000), (36, 1_000)])
            .Stage(3, 39_000, 4, [4_000, 4_000, 4_000, 4_000], Written(50 << 20, 1_000), execution: "1", reported: [(33, 200_000_000), (35, 100_000_000), (37, 1_000)])
            .QueryEnd(20_000).QueryEnd(45_000, 1).Diagnose(46_000).Findings;

        var finding = Assert.Single(findings, finding => finding.Id == "CACHE001");
        Assert.Equal(48_000, NumberOf(finding, "repeatedTime"));
        Assert.InRange(finding.Cost!.CoreSeconds.High, 60, 108); // 48 s and the 12 s that the first took longer at least, and no more than both.
    }

    [Fact]
    public void SlowContainers_Price_a_wait_that_is_too_short_for_a_finding_of_its_own()
    {
        // The stage waits from 60 to 66 s; three fifths of it are expected.
        var application = new ClusterLog().Executor("1", 66_000, 1, 4_096).Stage(60_000, 120_000, [new("1", 66_000, 54_000)]).Build(121_000);

        Assert.Equal(3.6, Assert.Single(ClusterLog.Find("CLUS005", application)).Cost!.WallSeconds!.Value.Expected, 3); // Priced.
        Assert.Empty(ClusterLog.Find("EXEC002", application));
    }

    [Fact]
    public void Findings_come_in_one_order_with_those_inside_their_cause()
    {
        var result = new QueryLog().Query(Node("BroadcastHashJoin", "BroadcastHashJoin")).Stage(0, 1_000, 4, [8_000]).QueryEnd(10_000, error: "Could not execute broadcast in 300 secs.").Diagnose(12_000);

        Assert.Equal(result.Findings.Count, result.Listed.Count);
        Assert.Equal(result.Listed.Select(finding => finding.Severity).OrderDescending(), result.Listed.Select(finding => finding.Severity));
        Assert.Equal(result.Ranked, result.Listed.Where(finding => finding.CausedBy is null));
    }
}
