using Stoker.Findings;

namespace Stoker.Tests.Diagnoses;

/// <summary>IO005 to IO007, IO009, IO016, IO018: what a plan says of its scans. Twelve tasks of 8 s on four slots: three waves, 24 s.</summary>
public sealed class ScanRuleTests
{
    private const long Gibibyte = 1L << 30;

    private static readonly SketchedStage Read = new(12, 8_000) { InputBytes = 200 << 20, InputRecords = 10_000_000 };

    [Fact]
    public void Fires_when_a_filter_on_the_partition_column_comes_behind_the_scan()
    {
        // A UDF on day cannot choose folders: 60 partitions of 2 GiB are read, 2 % of the rows are kept.
        var finding = Query(SketchedNode.Filter("pythonUDF0#9: boolean", 2_000_000, new SketchedNode("ArrowEvalPython", "ArrowEvalPython [wanted(day#3)#8], [pythonUDF0#9], 101", Partitioned()))).Find("IO005");

        Assert.Equal(Confidence.Medium, finding.Confidence);
        Assert.Equal(60, finding.Evidence.Single(item => item.Name == "partitionsRead").Number);
        Assert.Equal(0.02, finding.Evidence.Single(item => item.Name == "keptRows").Number);
        Assert.Equal("day", finding.Evidence.Single(item => item.Name == "partitionColumn").Text);
        Assert.Equal(96 * 0.98 * 0.8, finding.Cost!.CoreSeconds.Expected, 3); // 12 × 8 s, of which 98 % need not be read, at four fifths.
        Assert.Equal(Severity.Major, finding.Severity);
    }

    [Fact]
    public void Fires_when_a_join_drops_the_rows_of_most_partitions()
    {
        var days = new SketchedNode("BroadcastExchange", "BroadcastExchange", new SketchedNode("LocalTableScan", "LocalTableScan [day#7]"));
        var join = new SketchedNode("BroadcastHashJoin", "BroadcastHashJoin [day#3], [day#7], Inner, BuildRight", Partitioned(), days) { Metrics = [("number of output rows", 1_000_000)] };

        var finding = Query(join, ("spark.sql.optimizer.dynamicPartitionPruning.enabled", "false")).Find("IO005");

        Assert.Contains(finding.Remedies, remedy => remedy.Setting is { Key: "spark.sql.optimizer.dynamicPartitionPruning.enabled", To: "true" });
    }

    [Fact]
    public void Stays_at_Info_when_the_filter_is_on_another_column()
    {
        // A tenth of the rows is kept; below a twentieth it is IO006 that speaks.
        var finding = Query(SketchedNode.Filter("(x#2 > 5)", 10_000_000, Partitioned())).Find("IO005");

        Assert.Equal((Severity.Info, Confidence.Low), (finding.Severity, finding.Confidence));
        Assert.True(Query(SketchedNode.Filter("(x#2 > 5)", 4_999_999, Partitioned())).IsSilent("IO005"));
        Assert.True(Query(new SketchedNode("CollectLimit", "CollectLimit 5", SketchedNode.Filter("(x#2 > 5)", 10_000_000, Partitioned()))).IsSilent("IO005"));
    }

    [Fact]
    public void Stays_silent_when_the_whole_table_is_wanted_or_partitions_are_chosen_or_few()
    {
        Assert.True(Query(SketchedNode.Filter("(hash(day#3, 42) = 7)", 50_000_000, Partitioned())).IsSilent("IO005")); // Half of the rows.
        Assert.True(Query(SketchedNode.Filter("(hash(day#3, 42) = 7)", 2_000_000, Partitioned().With("PartitionFilters", "[isnotnull(day#3), (day#3 >= 20)]"))).IsSilent("IO005"));
        Assert.True(Query(SketchedNode.Filter("(hash(day#3, 42) = 7)", 2_000_000, Partitioned(partitions: 49))).IsSilent("IO005"));
        Assert.True(Query(SketchedNode.Filter("(hash(day#31, 42) = 7)", 90_000_000, Partitioned())).IsSilent("IO005")); // day#31 is another column.
        Assert.False(Query(SketchedNode.Filter("(hash(day#3, 42) = 7)", 2_000_000, Partitioned().With("PartitionFilters", "[isnotnull(day#3)]"))).IsSilent("IO005"));
    }

    [Fact]
    public void Fires_when_a_cast_hides_the_column_from_the_reader()
    {
        // 1 of 100 million rows: 99.999999 % at one half of 96 s.
        var finding = Query(SketchedNode.Filter("(isnotnull(name#1) AND (cast(name#1 as int) = 7))", 1, Flat().With("PushedFilters", "[IsNotNull(name)]"))).Find("IO006");

        Assert.Equal(100_000_000, finding.Evidence.Single(item => item.Name == "rowsRead").Number);
        Assert.Equal(1, finding.Evidence.Single(item => item.Name == "rowsKept").Number);
        Assert.Equal("Filter (isnotnull(name) AND (cast(name as int) = 7))", finding.Evidence.Single(item => item.Name == "condition").Text);
        Assert.Equal(48, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.Equal(Severity.Major, finding.Severity);
    }

    [Fact]
    public void Fires_when_pushdown_is_off()
    {
        var finding = Query(SketchedNode.Filter("(x#2 = 7)", 1, Flat()), ("spark.sql.parquet.filterPushdown", "false")).Find("IO006");

        Assert.Equal(Severity.Major, finding.Severity);
        Assert.Contains(finding.Remedies, remedy => remedy.Setting is { Key: "spark.sql.parquet.filterPushdown", To: "true" });
    }

    [Fact]
    public void Stays_at_Info_when_the_filter_was_pushed_but_rules_nothing_out() =>
        Assert.Equal(Severity.Info, Query(SketchedNode.Filter("(isnotnull(x#2) AND (x#2 = 7))", 1, Flat().With("PushedFilters", "[IsNotNull(x), EqualTo(x,7)]"))).Find("IO006").Severity);

    [Fact]
    public void Stays_silent_when_many_rows_are_kept_or_few_are_read_or_the_condition_is_what_costs()
    {
        Assert.True(Query(SketchedNode.Filter("(cast(name#1 as int) = 7)", 5_000_000, Flat())).IsSilent("IO006")); // 5 %.
        Assert.True(Query(SketchedNode.Filter("(cast(name#1 as int) = 7)", 1, Flat(rows: 9_999_999))).IsSilent("IO006"));
        Assert.True(Query(SketchedNode.Filter("regexp_extract(name#1, a, 1) = b", 1, Flat())).IsSilent("IO006"));
        Assert.True(Query(SketchedNode.Filter("pythonUDF0#9", 1, Flat())).IsSilent("IO006"));
    }

    [Fact]
    public void Fires_when_one_query_scans_a_table_twice()
    {
        // Both scans in stages of 96 s: of the second one half.
        var finding = new QuerySketch(new SketchedNode("Union", "Union", Flat(), Flat() with { Stage = 1 }), Read, Read).Find("IO009");

        Assert.Equal(2, finding.Evidence.Single(item => item.Name == "scans").Number);
        Assert.Equal(2 * 12 * (200L << 20), finding.Evidence.Single(item => item.Name == "fileBytes").Number); // What the tasks read is more than the files that the driver told of.
        Assert.Equal(48, finding.Cost!.CoreSeconds.Expected, 3);
    }

    [Fact]
    public void Counts_the_scans_that_read_the_same_columns()
    {
        var other = Flat().With("ReadSchema", "struct<other:int>") with { Stage = 2 };
        var finding = new QuerySketch(new SketchedNode("Union", "Union", Flat(), Flat() with { Stage = 1 }, other), Read, Read, Read).Find("IO009");

        Assert.Equal(2, finding.Evidence.Single(item => item.Name == "scans").Number);
        Assert.Equal(48, finding.Cost!.CoreSeconds.Expected, 3);
    }

    [Fact]
    public void Says_that_parquet_is_read_row_by_row_where_the_schema_is_cut()
    {
        var scan = SketchedNode.Scan("a#1", "a:int", 1_000_000, 2 * Gibibyte).With("Batched", "false").With("ReadSchema", "st...");
        var query = new QuerySketch(new SketchedNode("Project", "Project", scan), Read) { Settings = [("spark.sql.codegen.wholeStage", "false")] };

        Assert.Equal("spark.sql.codegen.wholeStage", Assert.Single(query.Find("IO018").Remedies).Setting?.Key);
    }

    [Fact]
    public void Stays_silent_when_the_scans_are_of_other_partitions_or_columns_or_small_or_shared()
    {
        var scan = Flat();
        Assert.True(new QuerySketch(new SketchedNode("Union", "Union", scan.With("PartitionFilters", "[(day#3 = 1)]"), Flat().With("PartitionFilters", "[(day#3 = 2)]") with { Stage = 1 }), Read, Read).IsSilent("IO009"));
        Assert.True(new QuerySketch(new SketchedNode("Union", "Union", scan, Flat().With("ReadSchema", "struct<other:int>") with { Stage = 1 }), Read, Read).IsSilent("IO009"));
        Assert.True(new QuerySketch(new SketchedNode("Union", "Union", scan, SketchedNode.Scan("x#2", "x:int", 1_000, Gibibyte - 1) with { Stage = 1 }), Read, Read with { InputBytes = 1 }).IsSilent("IO009"));
        Assert.True(new QuerySketch(new SketchedNode("Project", "Project", scan), Read).IsSilent("IO009"));
    }

    [Fact]
    public void Fires_when_a_cache_is_filled_with_columns_that_no_query_reads()
    {
        // 4 columns in the files, 1 read from the cache; two queries of one plan, so that the scan below the cache is the one that filled it.
        var scan = SketchedNode.Scan("a#1,b#2,c#3,d#4", "a:int,b:int,c:int,d:int", 100_000_000, 2 * Gibibyte);
        var finding = Query(new SketchedNode("InMemoryTableScan", "InMemoryTableScan [a#1]", scan)).Find("IO007");

        Assert.Equal(4, finding.Evidence.Single(item => item.Name == "columnsRead").Number);
        Assert.Equal(1, finding.Evidence.Single(item => item.Name == "columnsUsed").Number);
        Assert.Equal(96 * 0.75 * 0.6, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.True(Query(new SketchedNode("InMemoryTableScan", "InMemoryTableScan [a#1, b#2]", scan)).IsSilent("IO007"));
        Assert.True(Query(new SketchedNode("InMemoryTableScan", "InMemoryTableScan [a#1, ... 30 more fields]", scan)).IsSilent("IO007"));
        Assert.True(Query(new SketchedNode("Project", "Project [a#1]", scan)).IsSilent("IO007")); // Nothing is cached: Spark reads what it must.
    }

    [Fact]
    public void Fires_when_a_smaller_cache_holds_unread_columns()
    {
        // Ten columns, one read, 64 MiB: below IO007. 12 tasks of 8 s fill it: 0.6 of nine tenths of 96 s.
        var scan = SketchedNode.Scan("c0#1", string.Join(',', Enumerable.Range(0, 10).Select(column => $"c{column}:int")), 1_000_000, 64 << 20);
        var finding = new QuerySketch(new SketchedNode("InMemoryTableScan", "InMemoryTableScan [c0#1]", scan), Read with { InputBytes = 1 << 20 }).Find("CACHE007");

        Assert.Equal(96 * 0.9 * 0.6, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.Equal(10, finding.Evidence.Single(item => item.Name == "columnsCached").Number);
        Assert.True(new QuerySketch(new SketchedNode("InMemoryTableScan", "InMemoryTableScan [c0#1, c1#2, c2#3, c3#4, c4#5, c5#6]", scan), Read with { InputBytes = 1 << 20 }).IsSilent("CACHE007"));
    }

    [Theory]
    [InlineData(12, Severity.Major)] // 12 of 3: four times as many.
    [InlineData(11, Severity.Info)] // One dear column among the three would make the others cheap.
    public void Fires_when_a_cache_of_a_join_holds_unread_columns(int columns, Severity severity)
    {
        // The join hands on the columns of both sides: all but two of the left, two of the right. 96 s fill it.
        var left = new SketchedNode("Project", $"Project [{string.Join(", ", Enumerable.Range(0, columns - 2).Select(column => $"c{column}#{column}"))}]", new SketchedNode("Range", "Range (0, 9)") { Metrics = [("number of output rows", 9)] });
        var right = new SketchedNode("BroadcastExchange", "BroadcastExchange", new SketchedNode("LocalTableScan", "LocalTableScan [k#20, v#21]"));
        var cached = new SketchedNode("BroadcastHashJoin", "BroadcastHashJoin [c0#0], [k#20], Inner, BuildRight", left, right);
        var finding = new QuerySketch(new SketchedNode("InMemoryTableScan", "InMemoryTableScan [c0#0, c1#1, v#21]", cached), Read with { InputBytes = 0 }).Find("CACHE007");

        Assert.Equal((columns, 3), (finding.Evidence.Single(item => item.Name == "columnsCached").Number, finding.Evidence.Single(item => item.Name == "columnsRead").Number));
        Assert.Equal(96 * (1 - (3.0 / columns)) * 0.6, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.Equal(severity, finding.Severity);
        Assert.Equal(severity == Severity.Info ? "it is not certain" : null, finding.SeverityReason);
    }

    [Theory]
    [InlineData("spark.sql.parquet.enableVectorizedReader", "a:int", "3.5.9", true)]
    [InlineData("spark.sql.parquet.enableNestedColumnVectorizedReader", "a:struct<b:int>", "3.5.9", true)]
    [InlineData("spark.other", "a:struct<b:int>", "3.3.4", true)] // Off by default in 3.3.
    [InlineData("spark.other", "a:struct<b:int>", "3.2.4", false)] // No version before 3.3 can.
    [InlineData("spark.other", "a:int", "3.5.9", false)] // No reason known.
    public void Fires_when_parquet_is_read_row_by_row_and_a_setting_would_change_it(string key, string columns, string version, bool fires)
    {
        var query = new QuerySketch(new SketchedNode("Project", "Project", SketchedNode.Scan("a#1", columns, 1_000_000, 2 * Gibibyte).With("Batched", "false")), Read) { Version = version, Settings = [(key, "false")] };

        Assert.Equal(!fires, query.IsSilent("IO018"));
        if (fires)
        {
            Assert.Equal(96 * 0.4, query.Find("IO018").Cost!.CoreSeconds.Expected, 3);
        }
    }

    [Theory]
    [InlineData("false (disabled by configuration)", false, Severity.Major)]
    [InlineData("false (disabled by query planner)", true, Severity.Major)] // The other side is read by its six buckets.
    [InlineData("false (disabled by query planner)", false, null)] // A join on other columns, for all that is known.
    [InlineData("false (bucket column(s) not read)", true, null)]
    public void Fires_when_buckets_are_shuffled_for_a_join(string state, bool isOtherBucketed, Severity? severity)
    {
        var left = new SketchedNode("Exchange", "Exchange hashpartitioning(k#1, 6), ENSURE_REQUIREMENTS", Flat().With("Bucketed", state)) { Metrics = [("shuffle bytes written", 1_000_000)] };
        var right = isOtherBucketed
            ? Flat(rows: 1).With("Bucketed", "true").With("SelectedBucketsCount", "6 out of 6")
            : new SketchedNode("Exchange", "Exchange hashpartitioning(k#9, 6), ENSURE_REQUIREMENTS", new SketchedNode("LocalTableScan", "LocalTableScan [k#9]"));
        var query = Query(new SketchedNode("SortMergeJoin", "SortMergeJoin [k#1], [k#9], Inner", new SketchedNode("Sort", "Sort", left), new SketchedNode("Sort", "Sort", right)));

        Assert.Equal(severity, query.Diagnose().Findings.SingleOrDefault(finding => finding.Id == "IO016")?.Severity);
    }

    private static QuerySketch Query(SketchedNode plan, params (string, string)[] settings) => new(plan, Read) { Settings = settings };

    private static SketchedNode Partitioned(long partitions = 60) => SketchedNode.Scan("name#1,x#2,day#3", "name:string,x:int", 100_000_000, 2 * Gibibyte, partitions: partitions);

    private static SketchedNode Flat(long rows = 100_000_000) => SketchedNode.Scan("name#1,x#2", "name:string,x:int", rows, 2 * Gibibyte);
}
