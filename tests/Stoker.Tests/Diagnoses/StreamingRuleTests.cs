using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Settings;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Storage;
using Stoker.Model.Streaming;
using Stoker.Model.Units;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>STRM004 to STRM011 on queries of 33 batches, one every 2 s, of which the first three do not count; slots are four.</summary>
public sealed class StreamingRuleTests
{
    private const int Batches = 33;

    [Fact]
    public void Heap_Is_told_when_the_state_takes_a_third_of_it()
    {
        // 400 MiB of state in the gibibyte that an executor has by default.
        var finding = Single("STRM004", With(Query(stateBytes: 400 << 20)));

        Assert.Equal(Severity.Info, finding.Severity);
        Assert.Equal(400 << 20, NumberOf(finding, "stateMemory"));
        Assert.Equal(400 / 1024.0, NumberOf(finding, "shareOfHeap") ?? 0, 6);
        Assert.Contains(finding.Remedies, remedy => remedy.Setting?.Key == "spark.sql.streaming.stateStore.providerClass");
    }

    [Fact]
    public void Heap_Is_silent_when_the_state_is_small() => Assert.DoesNotContain(Diagnose(With(Query(stateBytes: 200 << 20))), finding => finding.Id == "STRM004");

    [Theory]
    [InlineData(2_000, 800, Severity.Minor)] // 40 % of batches of 2 s that follow each other without a pause.
    [InlineData(500, 200, Severity.Info)] // As fast as it can, perhaps on purpose.
    public void Bookkeeping_Fires_when_it_is_a_good_part_of_busy_batches(int lengthMs, int commitMs, Severity severity)
    {
        var finding = Single("STRM005", With(Query(lengthMs: lengthMs, commitMs: commitMs, everyMs: lengthMs)));

        Assert.Equal(severity, finding.Severity);
        Assert.Equal(0.4, NumberOf(finding, "bookkeepingShare") ?? 0, 6);
        Assert.Equal((Batches - 3) * commitMs, NumberOf(finding, "walCommit"));
    }

    [Theory]
    [InlineData(2_000, 790)]
    [InlineData(1_900, 800)] // It waits for its trigger.
    public void Bookkeeping_Stays_silent_when_it_is_less_or_the_query_has_time(int lengthMs, int commitMs) =>
        Assert.DoesNotContain(Diagnose(With(Query(lengthMs: lengthMs, commitMs: commitMs))), finding => finding.Id == "STRM005");

    [Fact]
    public void Source_Fires_when_one_task_reads_for_four_slots()
    {
        // Each batch is one task of 1.6 s of 1.8 s. Cut into 16, it takes 0.4 to 0.475 s: about 30 × 1.16 s are spared.
        var finding = Single("STRM006", WithJobs(tasks: 1, rows: 10_000));

        Assert.Equal((1, 4), (NumberOf(finding, "sourceTasks"), NumberOf(finding, "slots")));
        Assert.Equal(1_600 / 1_800.0, NumberOf(finding, "shareOfBatches") ?? 0, 6);
        Assert.Equal(30 * 1.1625, finding.Cost!.WallSeconds!.Value.Expected, 1); // Priced.
    }

    [Fact]
    public void Source_Stays_silent_when_half_of_the_slots_read() => Assert.DoesNotContain(Diagnose(WithJobs(tasks: 2, rows: 10_000)), finding => finding.Id == "STRM006");

    [Theory]
    [InlineData(380, 1)] // 95 rows for each of four tasks.
    [InlineData(400, 0)]
    public void Tiny_Fires_when_tasks_have_no_rows(int rows, int count)
    {
        var found = Diagnose(WithJobs(tasks: 4, rows)).Where(finding => finding.Id == "STRM007").ToList();

        Assert.Equal(count, found.Count);
        Assert.All(found, finding => Assert.Equal((Severity.Info, 95), (finding.Severity, NumberOf(finding, "rowsPerTask"))));
    }

    [Theory]
    [InlineData(1, 33_000, 1)] // 33 groups dropped, and 330 taken: an aggregate of a million rows.
    [InlineData(1, 1_000, 1)]
    [InlineData(0, 1_000, 0)]
    public void Late_Fires_when_one_row_of_a_thousand_is_dropped(int latePerBatch, int rows, int count)
    {
        var found = Diagnose(With(Query(rows: rows, late: latePerBatch))).Where(finding => finding.Id == "STRM008").ToList();

        Assert.Equal(count, found.Count);
        Assert.All(found, finding => Assert.Equal((Severity.Minor, 33, 33 * rows), (finding.Severity, NumberOf(finding, "rowsDropped"), NumberOf(finding, "rowsRead"))));
    }

    [Fact]
    public void Dead_Fires_with_the_innermost_cause()
    {
        var finding = Single("STRM009", With(Query() with { IsTerminated = true, Exception = "org.apache.spark.sql.streaming.StreamingQueryException: Query q failed\n\tat A.run\nCaused by: java.lang.IllegalStateException: table is gone\n\tat B.run" }));

        Assert.Equal((Severity.Critical, new StreamingQueryPlace("run-1", "query 1 (foreachBatch)")), (finding.Severity, finding.Place));
        Assert.Equal("java.lang.IllegalStateException: table is gone", finding.Evidence.Single(item => item.Name == "reason").Text);
        Assert.Equal(32, NumberOf(finding, "lastBatch"));
    }

    [Fact]
    public void Dead_Stays_silent_when_it_was_stopped() => Assert.DoesNotContain(Diagnose(With(Query() with { IsTerminated = true })), finding => finding.Id == "STRM009");

    [Fact]
    public void Repeated_Fires_when_two_actions_compute_one_batch()
    {
        // Both jobs of a batch run the RDD of the batch again: 33 × 1.6 s × 2 tasks.
        var finding = Single("STRM010", WithJobs(tasks: 2, rows: 10_000, actions: 2));

        Assert.Equal((33, 2), (NumberOf(finding, "batches"), NumberOf(finding, "actionsPerBatch")));
        Assert.Equal(33 * 800 * 2, NumberOf(finding, "repeatedTime"));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(1, 0)] // Once may be an accident.
    public void Repeated_Fires_in_few_batches_but_not_in_one(int batches, int count)
    {
        var application = WithJobs(tasks: 2, rows: 10_000, actions: 2);
        application = application with { StreamingQueries = [.. application.StreamingQueries.Select(query => query with { Progress = [.. query.Progress.Take(batches)] })] };

        Assert.Equal(count, Diagnose(application).Count(finding => finding.Id == "STRM010"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Repeated_Stays_silent_when_there_is_one_action_or_the_batch_is_kept(int actions, bool isKept) =>
        Assert.DoesNotContain(Diagnose(WithJobs(tasks: 2, rows: 10_000, actions, isKept)), finding => finding.Id == "STRM010");

    [Fact]
    public void Periodic_Fires_when_every_eighth_batch_is_slow()
    {
        // Batches 7, 15, 23 and 31 take 1.9 s in place of 0.4 s: 6 of 18 s.
        var finding = Single("STRM011", With(Query(lengthMs: 400, slow: batch => batch % 8 == 7)));

        Assert.Equal((4, 8, 400), (NumberOf(finding, "slowBatches"), NumberOf(finding, "everyBatches"), NumberOf(finding, "medianBatch")));
        Assert.Equal(Severity.Minor, finding.Severity);
        Assert.Equal("addBatch", finding.Evidence.Single(item => item.Name == "largestPart").Text);
    }

    [Fact]
    public void Periodic_Stays_silent_when_slow_batches_are_irregular() =>
        Assert.DoesNotContain(Diagnose(With(Query(lengthMs: 400, slow: batch => batch is 5 or 8 or 20 or 31))), finding => finding.Id == "STRM011");

    [Theory]
    [InlineData("3.5.9", true, true)]
    [InlineData("3.5.9", false, false)] // Its state is not in RocksDB.
    [InlineData("3.4.4", true, false)] // The setting came with 3.5.
    public void Periodic_Advises_changelogs_where_they_are(string version, bool isRocksDb, bool isAdvised)
    {
        var application = With(Query(lengthMs: 400, slow: batch => batch % 8 == 7)) with { SparkVersion = version, Settings = Settings(isRocksDb) };

        Assert.Equal(isAdvised, Single("STRM011", application).Remedies.Any(remedy => remedy.Setting?.Key == "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled"));
    }

    [Fact]
    public void Behind_Fires_when_the_log_tells_the_trigger_only_in_its_parts()
    {
        // Batches of 2 s, one every 2 s: 29 of the last 20's 19 pauses are none. Before Spark 3.1 there is no batchDuration.
        var query = Query(lengthMs: 2_000);
        var finding = Single("STRM001", With(query with { Progress = [.. query.Progress.Select(progress => progress with { Duration = null })] }));

        Assert.Equal((19, 2_000), (NumberOf(finding, "batchesBehind"), NumberOf(finding, "medianBatch")));
    }

    [Fact]
    public void Heap_IsThatOfTheExecutorsThatLivedAtOnce_when_they_go_before_the_end()
    {
        // Three executors of a gibibyte until a second before the end: 400 MiB are 13 % of their heap.
        var sketch = new ApplicationSketch { EndMs = 70_000 }.Executor("1", 4, 0, 69_000).Executor("2", 4, 0, 69_000).Executor("3", 4, 0, 69_000);

        Assert.DoesNotContain(Diagnose(sketch.Build() with { StreamingQueries = [Query(stateBytes: 400 << 20)] }), finding => finding.Id == "STRM004");
    }

    [Theory]
    [InlineData("orders", "", "query orders")]
    [InlineData(null, "ForeachBatchSink", "query 1 (foreachBatch)")]
    [InlineData(null, "FileSink[/data/out]", "query 1 (/data/out)")]
    [InlineData(null, "org.apache.spark.sql.execution.streaming.ConsoleTable$@4f1a", "query 1 (console)")]
    [InlineData(null, "", "query 1")]
    public void Title_IsTheNameOrTheSink(string? name, string sink, string title)
    {
        var query = Query() with { Name = name };
        query = query with { Progress = [.. query.Progress.Select(progress => progress with { Sink = sink })] };

        Assert.Equal(title, StreamingQueryTitle.Of(With(query), query));
    }

    private static StreamingQuery Query(int lengthMs = 400, int commitMs = 10, int everyMs = 2_000, long rows = 1_000, long late = 0, long stateBytes = 1_000, Func<int, bool>? slow = null) => new()
    {
        Id = "q",
        RunId = "run-1",
        Progress =
        [
            .. Enumerable.Range(0, Batches).Select(batch => (Batch: batch, Ms: slow?.Invoke(batch) == true ? lengthMs + 1_500 : lengthMs)).Select(of => new StreamingProgress
            {
                BatchId = of.Batch,
                Time = At(of.Batch * everyMs),
                Duration = new Milliseconds(of.Ms),
                DurationMs = new Dictionary<string, long> { ["triggerExecution"] = of.Ms, ["walCommit"] = commitMs, ["addBatch"] = of.Ms - commitMs },
                Sources = [new StreamingSource("rate", rows, 100, 200)],
                StateOperators = [new StreamingStateOperator("dedupe", 100, 10, new Bytes(stateBytes), late, null)],
                Sink = "ForeachBatchSink",
            }),
        ],
    };

    private static Application With(StreamingQuery query)
    {
        var application = new ApplicationSketch { EndMs = 70_000 }.Executor("1", 4, 0).Build();
        return application with { StreamingQueries = [query] };
    }

    /// <summary>Batches of 1.8 s, each with a job of tasks of 1.6 s, or two jobs of 0.8 s that run one RDD in two executions.</summary>
    private static Application WithJobs(int tasks, int rows, int actions = 1, bool isKept = false)
    {
        var sketch = new ApplicationSketch { EndMs = 70_000 }.Executor("1", 4, 0);
        for (var job = 0; job < Batches * actions; job++)
        {
            var (at, ms) = ((job / actions * 2_000) + (job % actions * 800), 1_600 / actions);
            sketch.Job(job, "start", at, at + ms, [.. Enumerable.Repeat(new SketchedTask("1", at, ms), tasks)]);
        }

        var application = sketch.Build();
        return application with
        {
            StreamingQueries = [Query(lengthMs: 1_800, rows: rows)],
            Jobs = [.. application.Jobs.Select(job => job with { Group = "run-1", Execution = new ExecutionId(job.Id.Value) })],
            Stages = [.. application.Stages.Select(stage => stage with
            {
                Rdds =
                [
                    new Rdd
                    {
                        Id = new RddId(stage.Id.Stage.Value / actions),
                        Name = "MapPartitionsRDD",
                        StorageLevel = new StorageLevel(UseDisk: false, UseMemory: isKept, UseOffHeap: false, Deserialized: true, Replication: 1),
                    },
                ],
            })],
        };
    }

    private static ApplicationSettings Settings(bool isRocksDb) => new(new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>>
    {
        ["Spark Properties"] = [new("spark.master", "yarn"), new("spark.sql.streaming.stateStore.providerClass", isRocksDb ? "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider" : "org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider")],
    });

    private static Timestamp At(long ms) => ApplicationSketch.Start + new Milliseconds(ms);

    private static IReadOnlyList<Finding> Diagnose(Application application) => Diagnoser.Diagnose(application).Findings;

    private static Finding Single(string id, Application application) => Assert.Single(Diagnose(application), finding => finding.Id == id);

    private static double? NumberOf(Finding finding, string name) => finding.Evidence.Single(item => item.Name == name).Number;
}
