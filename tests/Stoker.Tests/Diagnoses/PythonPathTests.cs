using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model;
using Stoker.Model.Sql;

namespace Stoker.Tests.Diagnoses;

/// <summary>PYTHON004, PYTHON005, PYTHON006, PYTHON007 and PYTHON014 on queries of eight tasks of 5 s on two slots, of which Python is 4 s each.</summary>
public sealed class PythonPathTests
{
    private static readonly int[] Eight = [5_000, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000];

    [Fact]
    public void Hops_Fire_when_rows_go_to_Python_twice()
    {
        // Sent and returned by the second node: 8 × (60 + 40) MB = 4 s at 200 MB/s. Of the Python time, 8 × 4.75 s, half is its own: 4 s cross, 0.6 of it is saved.
        var finding = Single("PYTHON004", Query("ArrowEvalPython [scale(x#1)#3], [pythonUDF0#5], 200", "BatchEvalPython [name(id#0L)#2], [pythonUDF0#4]").Run(Eight));

        Assert.Equal(2, NumberOf(finding, "pythonOperators"));
        Assert.Equal("scale, name", finding.Evidence.Single(item => item.Name == "functions").Text);
        Assert.Equal(2.4, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
        Assert.Equal(4, finding.Cost.CoreSeconds.High, 3);
        Assert.DoesNotContain(finding.Evidence, item => item.Name == "calledTwice");
    }

    [Fact]
    public void Hops_Tell_when_a_function_is_called_twice()
    {
        var finding = Single("PYTHON004", Query("ArrowEvalPython [parse(id#0L)#2], [pythonUDF0#5], 101", "ArrowEvalPython [parse(id#0L)#2], [pythonUDF0#4], 101").Run(Eight));

        // The result has one number in both: it is one call of the program. Half of the Python time is one evaluation.
        Assert.Equal("parse(id)", finding.Evidence.Single(item => item.Name == "calledTwice").Text);
    }

    [Fact]
    public void Hops_Do_not_take_two_lambdas_of_a_column_for_one()
    {
        var finding = Single("PYTHON004", Query("ArrowEvalPython [<lambda>(id#0L)#3], [pythonUDF0#5], 101", "ArrowEvalPython [<lambda>(id#0L)#2], [pythonUDF0#4], 101").Run(Eight));

        Assert.DoesNotContain(finding.Evidence, item => item.Name == "calledTwice");
    }

    [Fact]
    public void Hops_Stay_silent_when_one_node_runs_three_functions() =>
        Assert.DoesNotContain(Diagnose(Query("ArrowEvalPython [a(x#1)#3, b(x#1)#4, c(id#0L)#5], [pythonUDF0#6, pythonUDF1#7, pythonUDF2#8], 101").Run(Eight)), finding => finding.Id == "PYTHON004");

    [Fact]
    public void Hops_Stay_silent_when_a_shuffle_is_between() =>
        Assert.DoesNotContain(Diagnose(Query("ArrowEvalPython [a(x#1)#3], [pythonUDF0#5], 101", "Exchange hashpartitioning(x#1, 8), ENSURE_REQUIREMENTS", "BatchEvalPython [b(id#0L)#2], [pythonUDF0#4]").Run(Eight)), finding => finding.Id == "PYTHON004");

    [Fact]
    public void Filter_Fires_when_Python_drops_most_rows()
    {
        // 80,000 of 800,000 rows stay, 0.1; the table has 8 × 10 MiB.
        var finding = Single("PYTHON005", Filtered(kept: 10_000, scanned: 10 << 20));

        Assert.Equal(new PlanNodePlace(new ExecutionId(0), 0), finding.Place);
        Assert.Equal(0.1, NumberOf(finding, "keptShare") ?? 0, 6);
        Assert.Equal(80 << 20, NumberOf(finding, "bytesScanned"));
        Assert.Equal("keep", finding.Evidence.Single(item => item.Name == "functions").Text);
    }

    [Theory]
    [InlineData(60_000, 10 << 20)] // More than half of the rows stay.
    [InlineData(10_000, 4 << 20)] // 32 MiB are read at once anyway.
    public void Filter_Stays_silent_when_most_rows_stay_or_the_table_is_small(long kept, long scanned) =>
        Assert.DoesNotContain(Diagnose(Filtered(kept, scanned)), finding => finding.Id == "PYTHON005");

    [Fact]
    public void Start_Fires_when_every_task_starts_a_worker()
    {
        // 42 tasks of 1 s on two slots; the first two are each slot's first. 40 × (150 + 250) ms = 16 of 40 s.
        var finding = Single("PYTHON006", Starting(150, 250).Run([.. Enumerable.Repeat(1_000, 42)]));

        Assert.Equal(40, NumberOf(finding, "tasks"));
        Assert.Equal(16_000, NumberOf(finding, "startTime"));
        Assert.Equal(0.4, NumberOf(finding, "startShare") ?? 0, 6);
        Assert.Equal(16, finding.Cost!.CoreSeconds.High, 3);
        Assert.Contains(finding.Remedies, remedy => remedy.Setting is { Key: "spark.python.worker.reuse", To: "true" });
    }

    [Fact]
    public void Start_Leaves_out_a_task_whose_index_is_no_row()
    {
        // As above, with a 43rd task whose index a damaged log says is -1: it has no times of its own.
        var finding = Single("PYTHON006", Starting(150, 250, lastIndex: -1).Run([.. Enumerable.Repeat(1_000, 43)]));

        Assert.Equal(40, NumberOf(finding, "tasks"));
        Assert.Equal(16_000, NumberOf(finding, "startTime"));
    }

    [Theory]
    [InlineData(0, 900)] // No start: what looks like initializing is the wait for the task.
    [InlineData(400, 10)] // Nothing to initialize: what looks like a start is the way of the task to the worker.
    public void Start_Stays_silent_when_workers_are_used_again(long startMs, long initializeMs) =>
        Assert.DoesNotContain(Diagnose(Starting(startMs, initializeMs).Run([.. Enumerable.Repeat(1_000, 42)])), finding => finding.Id == "PYTHON006");

    [Fact]
    public void Start_Names_the_setting_when_the_version_logs_no_times()
    {
        var finding = Single("PYTHON006", Query("3.5.9", "BatchEvalPython [f(id#0L)#2], [pythonUDF0#4]").Set("spark.python.worker.reuse", "false").Run([.. Enumerable.Repeat(1_000, 42)]));

        Assert.Equal((new SettingPlace("spark.python.worker.reuse"), Severity.Info), (finding.Place, finding.Severity));
        Assert.Equal(42, NumberOf(finding, "tasks"));
    }

    [Fact]
    public void Groups_Fire_when_one_task_gets_half_a_gibibyte()
    {
        var finding = Single("PYTHON007", Grouped(512 << 20).Run(Eight));

        Assert.Equal(Severity.Info, finding.Severity);
        Assert.Equal(512 << 20, NumberOf(finding, "largestTaskSent"));
        Assert.Equal(20 << 20, NumberOf(finding, "medianTaskSent"));
    }

    [Fact]
    public void Groups_Stay_silent_when_they_are_small() =>
        Assert.DoesNotContain(Diagnose(Grouped(500 << 20).Run(Eight)), finding => finding.Id == "PYTHON007");

    [Theory]
    [InlineData("ArrowEvalPython [f(named_struct(a, a#1, b, b#2, c, c#3, d, d#4))#9], [pythonUDF0#11], 101", 1)]
    [InlineData("ArrowEvalPython [f(struct(id, id#0L, c0, sha2(cast(id#0L as binary), 512), ... 4 more fields))#9], [pythonUDF0#11], 101", 1)] // Fields that are computed.
    [InlineData("ArrowEvalPython [f(struct(id, id#0L, c0, sha2(cast(id#0L as binary), 512), ... 2 more fields))#9], [pythonUDF0#11], 101", 0)]
    [InlineData("ArrowEvalPython [f(text#1)#9], [pythonUDF0#11], 200", 0)] // One wide column: the function needs it.
    public void WideRows_Fire_when_many_columns_make_them_wide(string node, int count)
    {
        // 8 × 60 MB for 8 × 50,000 rows: 1,200 bytes a row.
        var found = Diagnose(Query(node).Run(Eight)).Where(finding => finding.Id == "PYTHON014").ToList();

        Assert.Equal(count, found.Count);
        Assert.All(found, finding => Assert.Equal((1_200, 4), (NumberOf(finding, "bytesPerRow"), NumberOf(finding, "columns"))));
        Assert.All(found, finding => Assert.True(finding.Severity <= Severity.Minor));
    }

    [Theory]
    [InlineData(5_000, "java.lang.OutOfMemoryError: Java heap space", 1)] // 60 MB for 5,000 rows of each task: 12,000 bytes a row, 120 MB a batch.
    [InlineData(50_000, "java.lang.OutOfMemoryError: Java heap space", 0)] // 1,200 bytes a row.
    [InlineData(5_000, "java.lang.IllegalStateException: no", 0)]
    public void ArrowBatches_Fire_when_tasks_with_wide_rows_ran_out_of_memory(long rows, string message, int count)
    {
        var query = new ChainLog { Failure = message }.Node("MapInPandas f(id#0L, page#1)#2, [id#3L], false", Metrics(rows)).Node("Range (0, 400000, step=1, splits=8)", ("number of output rows", "sum", [rows]));
        var found = Diagnose(query.Run(Eight)).Where(finding => finding.Id == "PYTHON016").ToList();

        Assert.Equal(count, found.Count);
        Assert.All(found, finding => Assert.Equal((12_000, 120_000_000, 1), (NumberOf(finding, "bytesPerRow"), NumberOf(finding, "batchSize"), NumberOf(finding, "attemptsLost"))));
        Assert.All(found, finding => Assert.Contains(finding.Remedies, remedy => remedy.Setting is { Key: "spark.sql.execution.arrow.maxRecordsPerBatch", To: "2796" })); // 32 MiB.
    }

    private static Application Filtered(long kept, long scanned) => new ChainLog()
        .Node("Filter pythonUDF0#4: boolean", ("number of output rows", "sum", [kept]))
        .Node("ArrowEvalPython [keep(id#0L)#2], [pythonUDF0#4], 101", Metrics(100_000))
        .Node("Scan parquet orders", ("number of output rows", "sum", [100_000]), ("size of files read", "size", [scanned]))
        .Run(Eight);

    private static ChainLog Starting(long startMs, long initializeMs, int? lastIndex = null) => new ChainLog { LastIndex = lastIndex }.Set("spark.python.worker.reuse", "false")
        .Node("ArrowEvalPython [f(id#0L)#2], [pythonUDF0#4], 101", [.. Metrics(1_000), ("time to start Python workers", "timing", [startMs]), ("time to initialize Python workers", "timing", [initializeMs])])
        .Node("Range (0, 42000, step=1, splits=42)", ("number of output rows", "sum", [1_000]));

    private static ChainLog Grouped(long largest) => new ChainLog().Node(
        "FlatMapGroupsInPandas [g#83L], rank(g#83L, x#84)#86, [g#87L, x#88]",
        ("data sent to Python workers", "size", [20 << 20, largest, 20 << 20, 20 << 20, 20 << 20, 20 << 20, 20 << 20, 20 << 20]));

    private static ChainLog Query(params string[] nodes)
    {
        var version = nodes[0].StartsWith("3.", StringComparison.Ordinal) ? nodes[0] : "4.3.0";
        var query = new ChainLog(version);
        foreach (var node in nodes.Where(node => node != version))
        {
            query.Node(node, node.StartsWith("Exchange", StringComparison.Ordinal) ? [] : Metrics(50_000));
        }

        return query.Node("Range (0, 400000, step=1, splits=8)", ("number of output rows", "sum", [50_000]));
    }

    private static (string Name, string Type, long[] Values)[] Metrics(long rows) =>
    [
        ("number of output rows", "sum", [rows]),
        ("data sent to Python workers", "size", [60_000_000]),
        ("data returned from Python workers", "size", [40_000_000]),
        ("time to run Python workers", "timing", [4_000]),
    ];

    private static IReadOnlyList<Finding> Diagnose(Application application) => Diagnoser.Diagnose(application).Findings;

    private static Finding Single(string id, Application application) => Assert.Single(Diagnose(application), finding => finding.Id == id);

    private static double? NumberOf(Finding finding, string name) => finding.Evidence.Single(item => item.Name == name).Number;
}
