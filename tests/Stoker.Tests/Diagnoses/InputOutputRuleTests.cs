using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>IO008, IO010, IO012 to IO015, IO017, IO019 and IO020: reading and writing by few tasks, many files, far storage, long conditions.</summary>
public sealed class InputOutputRuleTests
{
    private const long Mebibyte = 1L << 20;

    [Theory]
    [InlineData(0, true)]
    [InlineData(1_000_000, false)] // df.write.csv has the same name.
    public void Fires_when_a_reader_goes_through_all_data_for_its_schema(long written, bool fires)
    {
        var log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "orders", 0).ExecutorAdded("1", 0, 4).JobStart(0, 1_000, [(0, 2)], """{"callSite.short":"csv at job.py:3"}""").StageSubmitted(0, 2, 1_000);
        for (var task = 0; task < 2; task++)
        {
            log.TaskEnd(0, task, task, 1_000, 9_000, metrics: string.Create(CultureInfo.InvariantCulture, $$$"""{"Executor Run Time":8000,"Input Metrics":{"Bytes Read":1000000,"Records Read":1000},"Output Metrics":{"Bytes Written":{{{written}}},"Records Written":1000}}"""));
        }

        Assert.Equal(fires, Diagnoser.Diagnose(log.StageCompleted(0, 2, 1_000, 9_000).JobEnd(0, 9_000).ApplicationEnd(10_000).Read()).Findings.Any(finding => finding.Id == "IO004"));
    }

    [Theory]
    [InlineData("s3a://lake/out", 6_000, 0, true, true)] // The driver commits for 6 s.
    [InlineData("hdfs://node/out", 6_000, 0, true, false)] // The magic committer is for S3.
    [InlineData("s3a://lake/out", 0, 24_000, true, true)] // 24 s of eight tasks on four slots are 6 s.
    [InlineData("s3a://lake/out", 0, 16_000, false, false)] // 4 s.
    public void Fires_when_the_commits_of_a_write_take_long(string target, long jobMs, long taskMs, bool fires, bool hasCommitter)
    {
        var write = new SketchedNode("Execute InsertIntoHadoopFsRelationCommand", $"Execute InsertIntoHadoopFsRelationCommand {target}, false, Parquet") { Metrics = [("task commit time", taskMs)], DriverMetrics = [("job commit time", jobMs)] };
        var findings = new QuerySketch(write, new SketchedStage(8, 5_000)) { CommitMs = jobMs }.Diagnose().Findings.Where(finding => finding.Id == "IO011").ToList();

        Assert.Equal(fires ? 1 : 0, findings.Count);
        Assert.All(findings, finding => Assert.Equal(hasCommitter, finding.Remedies.Any(remedy => remedy.Setting?.Key == "spark.hadoop.fs.s3a.committer.name")));
    }

    [Fact]
    public void Fires_when_one_packed_file_is_one_task()
    {
        // One task of 16 s on four slots: A = 4 s, cut into four tasks a slot L = 1 s, so 16 − 4.75 to 16 − 4 s.
        var finding = new QuerySketch(Csv("csv", "[file:/lake/orders.csv.gz]", files: 1, bytes: 100 * Mebibyte), new SketchedStage(1, 16_000) { InputBytes = 100 * Mebibyte, InputRecords = 5_000_000 }).Find("IO008");

        Assert.Equal((11.25 + 12) / 2, finding.Cost!.WallSeconds!.Value.Expected, 3);
        Assert.Equal(Severity.Major, finding.Severity);
    }

    [Fact]
    public void Stays_silent_on_few_tasks_when_the_reason_is_named()
    {
        var stage = new SketchedStage(1, 16_000) { InputBytes = 100 * Mebibyte, InputRecords = 5_000_000 };

        Assert.True(new QuerySketch(Csv("csv", "[file:/lake/orders.csv.gz]", 1, 100 * Mebibyte), stage).IsSilent("PART002"));
        Assert.False(new QuerySketch(Csv("csv", "[file:/lake/orders.csv]", 1, 100 * Mebibyte), stage) { Settings = [("spark.sql.files.minPartitionNum", "1")] }.IsSilent("PART002"));
    }

    [Fact]
    public void Fires_when_a_file_of_many_splits_is_one_task()
    {
        // 512 MiB in a file of JSON, four splits of 128 MiB: multiLine, or packed, in a folder that does not tell. 60 MiB are cut for four slots at (60 + 4) / 4 = 16 MiB.
        Assert.False(Json(512).IsSilent("IO008"));
        Assert.False(Json(60).IsSilent("IO008"));

        // With minPartitionNum=1 only 128 MiB, or with 100 slots only the cost of opening a file, are a split: 255 MiB are one of less than twice that, 7 MiB of less than two times 4 MiB.
        Assert.True(Json(255, 4, ("spark.sql.files.minPartitionNum", "1")).IsSilent("IO008"));
        Assert.True(Json(7, 100).IsSilent("IO008"));

        static QuerySketch Json(long mebibytes, int slots = 4, params (string, string)[] settings) =>
            new(Csv("json", "[s3a://lake/orders]", 1, mebibytes * Mebibyte), new SketchedStage(1, 16_000) { InputBytes = mebibytes * Mebibyte }) { Slots = slots, Settings = settings };
    }

    [Theory]
    [InlineData(2, 2)] // Two files for four slots.
    [InlineData(1, 4)] // One file in four tasks: it was split.
    public void Stays_silent_when_packed_files_fill_the_slots_or_were_split(long files, int tasks) =>
        Assert.True(new QuerySketch(Csv("csv", "[file:/lake/orders.csv.gz]", files, 100 * Mebibyte), new SketchedStage(tasks, 16_000) { InputBytes = Mebibyte }).IsSilent("IO008"));

    [Fact]
    public void Fires_when_text_of_an_rdd_is_packed()
    {
        var stage = new SketchedStage(1, 16_000) { InputBytes = 100 * Mebibyte, Rdds = Rdd("s3a://lake/orders.csv.gz", "textFile") };

        Assert.False(new QuerySketch(new SketchedNode("Project", "Project"), stage).IsSilent("IO008"));
        Assert.True(new QuerySketch(new SketchedNode("Project", "Project"), stage with { Rdds = Rdd("s3a://lake/orders.csv", "textFile") }).IsSilent("IO008"));
    }

    [Fact]
    public void Fires_when_a_database_is_read_by_one_task()
    {
        // 20 s by one task, four slots: with four connections 5 s; of the 15 s between, seven tenths are expected.
        var finding = new QuerySketch(Jdbc(2_000_000), new SketchedStage(1, 20_000) { InputRecords = 2_000_000 }).Find("IO010");

        Assert.Equal(15 * 0.7, finding.Cost!.WallSeconds!.Value.Expected, 3);
        Assert.Equal(2_000_000, finding.Evidence.Single(item => item.Name == "rows").Number);
    }

    [Fact]
    public void Stays_silent_when_a_database_is_read_in_parts_or_little_is_read()
    {
        Assert.True(new QuerySketch(Jdbc(2_000_000), new SketchedStage(2, 20_000)).IsSilent("IO010"));
        Assert.True(new QuerySketch(Jdbc(999_999), new SketchedStage(1, 9_999)).IsSilent("IO010"));
    }

    [Fact]
    public void Fires_when_each_task_writes_a_file_in_each_partition()
    {
        // 8 tasks × 60 partitions, 480 files of 10 MiB; 420 more than partitions at 20 ms are 8.4 s.
        var finding = new QuerySketch(Write(files: 480, partitions: 60, bytes: 4_800 * Mebibyte), new SketchedStage(8, 10_000)).Find("IO012");

        Assert.Equal(8.4, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.Equal(10 * Mebibyte, finding.Evidence.Single(item => item.Name == "meanFileSize").Number);
    }

    [Theory]
    [InlineData(60, 60, 4_800)] // One file a partition.
    [InlineData(480, 60, 15_360)] // 32 MiB each.
    [InlineData(480, 49, 4_800)] // Few partitions.
    [InlineData(480, 60, 480)] // 1 MiB each: IO002.
    public void Stays_silent_when_partitions_get_one_file_or_files_are_large_or_small(long files, long partitions, long mebibytes) =>
        Assert.True(new QuerySketch(Write(files, partitions, mebibytes * Mebibyte), new SketchedStage(8, 10_000)).IsSilent("IO012"));

    [Theory]
    [InlineData("4MB", "4MB", 10_000, true)] // Splits of 4 MiB.
    [InlineData("2GB", "4MB", 10_000, true)]
    [InlineData("128MB", "64MB", 10_000, true)] // Opening a file counts as half a split.
    [InlineData("128MB", "32MB", 10_000, false)]
    [InlineData("64MB", "4MB", 10_000, false)]
    [InlineData("4MB", "4MB", 100, false)] // Little is read.
    public void Fires_when_splits_are_far_from_the_default(string split, string open, long ms, bool fires)
    {
        var query = new QuerySketch(SketchedNode.Scan("a#1", "a:int", 1_000, 100 * Mebibyte), new SketchedStage(8, ms) { InputBytes = Mebibyte }) { Settings = [("spark.sql.files.maxPartitionBytes", split), ("spark.sql.files.openCostInBytes", open)] };

        Assert.Equal(!fires, query.IsSilent("IO014"));
        Assert.All(query.Diagnose().Findings.Where(finding => finding.Id == "IO014"), finding => Assert.Equal(Severity.Info, finding.Severity));
    }

    [Fact]
    public void Fires_when_coalesce_makes_one_task_read_and_write()
    {
        // 20 s by one task on four slots: A = L = 5 s; list scheduling ends between 5 and 8.75 s.
        var finding = new QuerySketch(OneFile("Coalesce 1"), new SketchedStage(1, 20_000) { InputBytes = Mebibyte, OutputBytes = Mebibyte }).Find("IO017");

        Assert.Equal((11.25 + 15) / 2, finding.Cost!.WallSeconds!.Value.Expected, 3);
    }

    [Fact]
    public void Stays_silent_when_many_tasks_write_or_little_is_written_or_the_source_is_one_file()
    {
        Assert.True(new QuerySketch(OneFile("Coalesce 4"), new SketchedStage(4, 20_000)).IsSilent("IO017"));
        Assert.True(new QuerySketch(OneFile("Coalesce 1"), new SketchedStage(1, 1_999)).IsSilent("IO017"));
        Assert.True(new QuerySketch(OneFile("Project"), new SketchedStage(1, 20_000)).IsSilent("IO017"));
    }

    [Theory]
    [InlineData("Execute MergeIntoCommandEdge", "number of target rows rewritten unmodified", "number of updated rows")] // Delta.
    [InlineData("MergeRows", "number of target rows copied unmodified because they did not match any action", "number of target rows updated")] // Spark 4.1 and Iceberg.
    public void Fires_when_a_merge_writes_most_rows_again_unchanged(string node, string copied, string updated)
    {
        // 990,000 of 1 million rows are copied: of 80 s 99 % at one half.
        var finding = new QuerySketch(new SketchedNode(node, node) { Metrics = [(copied, 990_000), (updated, 10_000)] }, new SketchedStage(8, 10_000)).Find("IO019");

        Assert.Equal(0.99, finding.Evidence.Single(item => item.Name == "copiedShare").Number);
        Assert.Equal(80 * 0.99 * 0.5, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.True(new QuerySketch(new SketchedNode(node, node) { Metrics = [(copied, 690_000), (updated, 310_000)] }, new SketchedStage(8, 10_000)).IsSilent("IO019"));
        Assert.True(new QuerySketch(new SketchedNode(node, node) { Metrics = [(copied, 990_000), (updated, 10_000)] }, new SketchedStage(1, 1_999)).IsSilent("IO019"));
    }

    [Fact]
    public void IsNotChecked_when_a_merge_does_not_tell_what_it_copied() =>
        Assert.Contains(new QuerySketch(new SketchedNode("ReplaceData", "ReplaceData"), new SketchedStage(8, 10_000)).Diagnose().NotChecked, item => item.Id == "IO019");

    [Fact]
    public void Fires_when_a_condition_is_a_chain_of_alternatives()
    {
        // 200 comparisons, one by one: of 80 s one half.
        var finding = new QuerySketch(Chain(200), new SketchedStage(8, 10_000)).Find("IO020");

        Assert.Equal(200, finding.Evidence.Single(item => item.Name == "alternatives").Number);
        Assert.Equal(40, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.Equal(Severity.Major, finding.Severity);
    }

    [Fact]
    public void Fires_when_planning_a_list_takes_long()
    {
        // 975 entries that Spark left out and 25 that it shows. 10 s of planning, of which seven tenths; 3 % of 80 s for the looking up.
        var filter = SketchedNode.Filter("id#1 INSET 0, 3, 6, ... 975 more fields", 10, SketchedNode.Scan("id#1", "id:int", 1_000, 100 * Mebibyte));
        var finding = new QuerySketch(filter, new SketchedStage(8, 10_000)) { PlanningMs = 10_000 }.Find("IO020");

        Assert.Equal(1_000, finding.Evidence.Single(item => item.Name == "alternatives").Number);
        Assert.Equal(10_000, finding.Evidence.Single(item => item.Name == "planningTime").Number);
    }

    [Fact]
    public void Stays_silent_when_the_condition_is_short_or_costs_nothing()
    {
        Assert.True(new QuerySketch(Chain(99), new SketchedStage(8, 10_000)).IsSilent("IO020"));
        Assert.True(new QuerySketch(Chain(200), new SketchedStage(1, 2_999)).IsSilent("IO020"));
        var rules = string.Join(" AND ", Enumerable.Range(0, 100).Select(column => $"(column{column.ToString(CultureInfo.InvariantCulture)}#1 > 5)"));
        Assert.True(new QuerySketch(SketchedNode.Filter($"({rules})", 10, SketchedNode.Scan("id#1", "id:int", 1_000, 100 * Mebibyte)), new SketchedStage(8, 10_000)).IsSilent("IO020")); // Long, but no table.
    }

    [Fact]
    public void Fires_when_tasks_wait_for_the_store()
    {
        // 1 GiB in 12 × 20 s is 4.5 MB a second, the CPU busy for a tenth: of the 216 s waited one half.
        var stage = new SketchedStage(12, 20_000) { InputBytes = 90 * Mebibyte, InputRecords = 1_000, CpuMs = 2_000 };
        var finding = new QuerySketch(SketchedNode.Scan("a#1", "a:int", 1_000, 1_080 * Mebibyte, files: 12), stage).Find("IO015");

        Assert.Equal((Severity.Minor, Confidence.Low), (finding.Severity, finding.Confidence));
        Assert.Equal(108, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.True(new QuerySketch(SketchedNode.Scan("a#1", "a:int", 1_000, 1_080 * Mebibyte, 12), stage with { CpuMs = 6_100 }).IsSilent("IO015"));
        Assert.True(new QuerySketch(SketchedNode.Scan("a#1", "a:int", 1_000, 1_080 * Mebibyte, 12).With("Location", "InMemoryFileIndex(1 paths)[file:/lake/sales]"), stage).IsSilent("IO015"));
        Assert.True(new QuerySketch(SketchedNode.Scan("a#1", "a:int", 1_000, 1_080 * Mebibyte, files: 1_000), stage).IsSilent("IO015")); // Small files: IO001.
    }

    [Theory]
    [InlineData("parquet at job.py:3", 4, 0, true)] // 4 × 10 s that read no rows.
    [InlineData("parquet at job.py:3", 1, 0, false)] // One footer, for the schema.
    [InlineData("parquet at job.py:3", 4, 1_000, false)] // Rows are read.
    [InlineData("count at job.py:3", 4, 0, false)]
    public void Fires_when_a_job_reads_the_footers_of_all_files(string callSite, int tasks, long bytes, bool fires)
    {
        var log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "orders", 0).ExecutorAdded("1", 0, 4)
            .JobStart(0, 1_000, [(0, tasks)], $$"""{"callSite.short":"{{callSite}}"}""").StageSubmitted(0, tasks, 1_000);
        for (var index = 0; index < tasks; index++)
        {
            log.TaskStart(0, index, index, 1_000).TaskEnd(0, index, index, 1_000, 11_000, metrics: (new SketchedStage(tasks, 10_000) { InputBytes = bytes }).Metrics);
        }

        var findings = Diagnoser.Diagnose(log.StageCompleted(0, tasks, 1_000, 11_000).JobEnd(0, 11_000).ApplicationEnd(20_000).Read()).Findings;

        Assert.Equal(fires, findings.Any(finding => finding.Id == "IO013"));
        Assert.All(findings.Where(finding => finding.Id == "IO013"), finding => Assert.Equal(32, finding.Cost!.CoreSeconds.Expected, 3)); // Of 40 s four fifths.
    }

    [Theory]
    [InlineData(400, 1_000, 10_000, 9_000, 1_000_000, true)] // 40 % of the files for 0.1 % of the rows.
    [InlineData(700, 1_000, 900_000, 500_000, 1_000_000, true)] // 70 % of the files, whatever the rows.
    [InlineData(400, 1_000, 900_000, 500_000, 1_000_000, false)] // 40 % of the rows.
    [InlineData(100, 1_000, 10_000, 9_000, 1_000_000, false)] // A tenth of the files.
    public void Fires_when_Iceberg_replaced_most_files(long removedFiles, long files, long addedRows, long removedRows, long rows, bool fires)
    {
        var query = new QuerySketch(new SketchedNode("ReplaceData", "ReplaceData"), new SketchedStage(8, 10_000))
        {
            Extra = $$$$"""{"Event":"org.apache.spark.dataflint.listener.IcebergCommitEvent","icebergCommit":{"executionId":0,"tableName":"lake.orders","commitId":3,"operation":"overwrite","metrics":{"durationMS":5,"removedDataFiles":{{{{removedFiles}}}},"totalDataFiles":{{{{files}}}},"addedRecords":{{{{addedRows}}}},"removedRecords":{{{{removedRows}}}},"totalRecords":{{{{rows}}}}}}}""",
        };

        Assert.Equal(!fires, query.IsSilent("IO019"));
        if (fires)
        {
            Assert.Equal("lake.orders", query.Find("IO019").Evidence.Single(item => item.Name == "table").Text);
            Assert.Equal(40, query.Find("IO019").Cost!.CoreSeconds.Expected, 3); // Of 80 s one half.
        }
    }

    private static SketchedNode Csv(string format, string location, long files, long bytes) => new($"Scan {format} ", $"FileScan {format} [a#1]")
    {
        Metrics = [("number of output rows", 5_000_000)],
        DriverMetrics = [("number of files read", files), ("size of files read", bytes)],
        Metadata = [("Location", "InMemoryFileIndex(1 paths)" + location), ("ReadSchema", "struct<a:int>"), ("Format", format.ToUpperInvariant())],
    };

    private static SketchedNode Jdbc(long rows) => new("Scan JDBCRelation(orders) [numPartitions=1] ", "Scan JDBCRelation(orders) [numPartitions=1] [id#1]") { Metrics = [("number of output rows", rows)] };

    private static SketchedNode Write(long files, long partitions, long bytes) => new("Execute InsertIntoHadoopFsRelationCommand", "Execute InsertIntoHadoopFsRelationCommand", new SketchedNode("WriteFiles", "WriteFiles"))
    {
        DriverMetrics = [("number of written files", files), ("number of dynamic part", partitions), ("written output", bytes)],
    };

    private static SketchedNode OneFile(string below) => new("Execute InsertIntoHadoopFsRelationCommand", "Execute InsertIntoHadoopFsRelationCommand", new SketchedNode("WriteFiles", "WriteFiles", new SketchedNode(below.Split(' ')[0], below)))
    {
        DriverMetrics = [("number of written files", 1), ("number of dynamic part", 0), ("written output", Mebibyte)],
    };

    private static SketchedNode Chain(int alternatives) => SketchedNode.Filter(
        $"({string.Join(" OR ", Enumerable.Range(0, alternatives).Select(value => $"(id#1 = {value.ToString(CultureInfo.InvariantCulture)})"))})", 10, SketchedNode.Scan("id#1", "id:int", 1_000, 100 * Mebibyte));

    private static string Rdd(string name, string scope) =>
        $$$"""{"RDD ID":1,"Name":"{{{name}}}","Scope":"{\"id\":\"0\",\"name\":\"{{{scope}}}\"}","Callsite":"textFile at job.py:3","Parent IDs":[],"Storage Level":{"Use Disk":false,"Use Memory":false,"Use Off Heap":false,"Deserialized":false,"Replication":1},"Barrier":false,"Number of Partitions":1,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""";
}
