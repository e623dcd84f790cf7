using Stoker.Advice.Choices;
using Stoker.Advice.Sizing;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Settings;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Storage;
using Stoker.Model.Tasks;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Advice.Choices;

public sealed class ChoiceListTests
{
    /// <summary>400 s of tasks, none of it in waits or collections, half of all slot time.</summary>
    private static readonly CoreSplit Busy = new() { Compute = Ms(400_000), Idle = Ms(100_000) };

    [Fact]
    public void Of_LocalMode_LeavesExecutorsAlone()
    {
        var choices = Choices(Run(("spark.master", "local[4]")), Busy);

        Assert.DoesNotContain(choices, choice => choice.Subject is ChoiceSubject.ExecutorShape or ChoiceSubject.DynamicAllocation or ChoiceSubject.DeployMode or ChoiceSubject.Overhead);
    }

    [Fact]
    public void Of_NoVersion_SaysNothing() => Assert.Empty(Choices(Run() with { SparkVersion = "" }, Busy));

    [Theory]
    [InlineData(8, 0.12, 4, 4, "1024m")]
    [InlineData(8, 0.08, null, null, null)]
    [InlineData(4, 0.12, null, null, null)]
    public void Shape_ManyCoresAndMuchCollection_HalvesTheHeap(int cores, double collection, int? executorsAfter, int? coresAfter, string? memory)
    {
        // Two executors of eight cores become four of four, each with half of 2 GiB.
        var core = new CoreSplit { Compute = Ms((long)(1_000_000 * (1 - collection))), GarbageCollection = Ms((long)(1_000_000 * collection)) };
        var choice = Choice(Run(2, cores, ("spark.executor.memory", "2g"), ("spark.executor.instances", "2"), ("spark.executor.cores", $"{cores}")), core, ChoiceSubject.ExecutorShape);

        Assert.Equal(executorsAfter is null ? ChoiceVerdict.Keep : ChoiceVerdict.Decide, choice.Verdict);
        Assert.Equal((executorsAfter, coresAfter), (choice.Executors, choice.CoresPerExecutor));
        Assert.Equal(memory, choice.Settings.FirstOrDefault(setting => setting.Key == "spark.executor.memory")?.To);

        // 120 s of collection on 16 slots: 7.5 s of the run, of which at most half is saved.
        Assert.Equal(executorsAfter is null ? null : 3.75, choice.SavedWallSeconds?.High);
    }

    [Theory]
    [InlineData(100, ChoiceVerdict.Decide)]
    [InlineData(126, ChoiceVerdict.Keep)] // 3.75 s at best are less than 3 % of it.
    public void Shape_SavesNextToNothingAtBest_StaysAsItIs(double wallSeconds, ChoiceVerdict verdict)
    {
        var core = new CoreSplit { Compute = Ms(880_000), GarbageCollection = Ms(120_000) };

        var choice = ChoiceList.Of(new ChoiceContext(Run(2, 8, ("spark.executor.memory", "2g")), core, wallSeconds, [])).Single(choice => choice.Subject == ChoiceSubject.ExecutorShape);

        Assert.Equal(verdict, choice.Verdict);
        Assert.Equal(verdict == ChoiceVerdict.Keep, choice.Reason == "Another one would save 3.8 s of the run's 126 s at best.");
    }

    // A bare number of this setting counts seconds; the sentence says so.
    [Theory]
    [InlineData("60")]
    [InlineData("60s")]
    [InlineData("1min")]
    public void DynamicAllocation_RunShorterThanAFewTimeouts_SaysTheTimeoutWithItsUnit(string timeout)
    {
        var core = new CoreSplit { Compute = Ms(400_000), Idle = Ms(400_000) };

        var choice = ChoiceList.Of(new ChoiceContext(Run(3, 4, ("spark.dynamicAllocation.executorIdleTimeout", timeout)), core, 299, [])).Single(choice => choice.Subject == ChoiceSubject.DynamicAllocation);

        Assert.Equal((ChoiceVerdict.Keep, "Executors go after 60 s without work, and the run took 299 s."), (choice.Verdict, choice.Reason));
    }

    [Fact]
    public void Shape_OneCoreEachOnOneMachine_AreTakenTogether()
    {
        var run = Run(8, 1, ("spark.executor.memory", "1g"), ("spark.executor.cores", "1"));
        var together = run with { Executors = [.. run.Executors.Select(executor => executor with { Host = "node" })] };

        var choice = Choice(together, Busy, ChoiceSubject.ExecutorShape);

        Assert.Equal((2, 4), (choice.Executors, choice.CoresPerExecutor));
        Assert.Equal(["spark.executor.cores=4", "spark.executor.memory=4096m"], choice.Settings.Select(setting => $"{setting.Key}={setting.To}"));
        Assert.NotNull(choice.Precondition);
        Assert.Equal(ChoiceVerdict.Keep, Choice(run, Busy, ChoiceSubject.ExecutorShape).Verdict);
    }

    /// <summary>As many cores as before, and within what a standalone cluster may give: an executor that is larger than spark.cores.max is never started.</summary>
    [Theory]
    [InlineData(6, null, 2, 3)]
    [InlineData(6, "6", 2, 3)]
    [InlineData(8, "2", 1, 2)]
    [InlineData(7, null, null, null)]
    public void Shape_TakenTogether_KeepsTheCoresThatThereMayBe(int executors, string? most, int? count, int? cores)
    {
        var run = Run(executors, 1, [("spark.executor.memory", "1g"), ("spark.executor.cores", "1"), .. most is null ? [] : new[] { (Key: "spark.cores.max", Value: most) }]);

        var choice = Choice(run with { Executors = [.. run.Executors.Select(executor => executor with { Host = "node" })] }, Busy, ChoiceSubject.ExecutorShape);

        Assert.Equal((count, cores), (choice.Executors, choice.CoresPerExecutor));
    }

    [Theory]
    [InlineData(0.5, 600, true)]
    [InlineData(0.5, 120, false)]
    [InlineData(0.2, 600, false)]
    public void DynamicAllocation_IdleForLong_IsBoundedByWhatWasThere(double idle, double wallSeconds, bool isWorth)
    {
        var core = new CoreSplit { Compute = Ms((long)(1_000_000 * (1 - idle))), Idle = Ms((long)(1_000_000 * idle)) };
        var choice = ChoiceList.Of(new ChoiceContext(Run(3, 4), core, wallSeconds, [])).Single(choice => choice.Subject == ChoiceSubject.DynamicAllocation);

        Assert.Equal(isWorth ? ChoiceVerdict.Decide : ChoiceVerdict.Keep, choice.Verdict);
        Assert.Equal(
            isWorth ? ["spark.dynamicAllocation.enabled=true", "spark.dynamicAllocation.minExecutors=1", "spark.dynamicAllocation.maxExecutors=3"] : [],
            choice.Settings.Select(setting => $"{setting.Key}={setting.To}"));
    }

    [Fact]
    public void DynamicAllocation_OneExecutor_HasNoneToGiveBack()
    {
        var core = new CoreSplit { Compute = Ms(100_000), Idle = Ms(900_000) };
        var choice = ChoiceList.Of(new ChoiceContext(Run(1, 4), core, 900, [])).Single(choice => choice.Subject == ChoiceSubject.DynamicAllocation);

        Assert.Equal(ChoiceVerdict.Keep, choice.Verdict);
        Assert.Empty(choice.Settings);
    }

    [Theory]
    [InlineData("3.3.2", "spark.dynamicAllocation.shuffleTracking.enabled", true)]
    [InlineData("3.5.9", "spark.dynamicAllocation.shuffleTracking.enabled", false)]
    [InlineData("2.4.8", "spark.dynamicAllocation.enabled", false)]
    public void DynamicAllocation_ShuffleData_SurvivesItsExecutor(string version, string key, bool isSet)
    {
        var core = new CoreSplit { Compute = Ms(400_000), Idle = Ms(600_000) };
        var choice = ChoiceList.Of(new ChoiceContext(Run(3, 4) with { SparkVersion = version }, core, 900, [])).Single(choice => choice.Subject == ChoiceSubject.DynamicAllocation);

        // Shuffle tracking came with 3.0 and is on from 3.4; before 3.0 only the external service keeps shuffle data.
        Assert.Equal(isSet, choice.Settings.Any(setting => setting.Key == key));
    }

    [Theory]
    [InlineData(null, "6")]
    [InlineData("40", null)]
    public void DynamicAllocation_OnWithoutABound_IsGivenOne(string? most, string? to)
    {
        (string, string)[] settings = [("spark.dynamicAllocation.enabled", "true"), .. most is null ? [] : new[] { ("spark.dynamicAllocation.maxExecutors", most) }];
        var choice = Choice(Run(3, 4, settings), Busy, ChoiceSubject.DynamicAllocation);

        Assert.Equal(to, choice.Settings.Select(setting => setting.To).FirstOrDefault());
    }

    [Theory]
    [InlineData(60, "client", "node-9", ChoiceVerdict.Decide)]
    [InlineData(20, "client", "node-9", ChoiceVerdict.Keep)]
    [InlineData(60, "client", "node-1", ChoiceVerdict.Keep)]
    [InlineData(60, "cluster", "node-9", ChoiceVerdict.Keep)]
    public void DeployMode_EvenTheFastestTasksWait_TheDriverIsFar(long delayMs, string mode, string driverHost, ChoiceVerdict verdict)
    {
        var sketch = new ApplicationSketch { TaskDelayMs = delayMs }.Executor("1", 2, 0);
        sketch.Job(1, "save at a.py:1", 0, 30_000, [.. Enumerable.Range(0, 300).Select(index => new SketchedTask("1", index * 100, 100))]);
        var run = sketch.Build() with { Settings = Settings(("spark.master", "yarn"), ("spark.submit.deployMode", mode)) };
        run = run with { Executors = [.. run.Executors, new Executor { Id = "driver", Host = driverHost }] };

        var choice = Choice(run, Busy, ChoiceSubject.DeployMode);

        Assert.Equal(verdict, choice.Verdict);

        // 150 waves of two tasks, each (60 - 5) ms shorter at the most: 8.25 s.
        Assert.Equal(verdict == ChoiceVerdict.Decide ? 8.25 : null, choice.SavedWallSeconds?.High);
    }

    [Theory]
    [InlineData("MapPartitionsRDD", false, ChoiceVerdict.Decide, "")]
    [InlineData("PythonRDD", false, ChoiceVerdict.Keep, "pickled from Python")]
    [InlineData("MapPartitionsRDD", true, ChoiceVerdict.Keep, "all shuffles are of DataFrames")]
    public void Serializer_OnlyObjectsOfTheJvm(string rdd, bool isQuery, ChoiceVerdict verdict, string reason)
    {
        var run = WithShuffle(Run(2, 4), 1L << 30, rdd);
        run = isQuery ? run with { SqlExecutions = Query(run) } : run;

        var choice = Choice(run, new CoreSplit { Compute = Ms(20_000) }, ChoiceSubject.Serializer);

        Assert.Equal(verdict, choice.Verdict);
        Assert.Contains(reason, choice.Reason, StringComparison.Ordinal);
        Assert.Equal(verdict == ChoiceVerdict.Decide, choice is { NoSaving: not null, Precondition: not null, Settings.Count: 1 });
    }

    [Theory]
    [InlineData(2L << 30, 0.2, null, "spark.io.compression.codec=zstd")]
    [InlineData(2L << 30, 0.2, "zstd", null)]
    [InlineData(2L << 30, 0.1, null, null)]
    [InlineData(1L << 29, 0.2, null, null)]
    public void Codec_OnlyWhereTasksWaitForBlocks(long bytes, double waiting, string? codec, string? setting)
    {
        var core = new CoreSplit { Compute = Ms((long)(800_000 * (1 - waiting))), ShuffleReadWait = Ms((long)(800_000 * waiting)) };
        var choice = Choice(WithShuffle(Run(2, 4, codec is null ? [] : [("spark.io.compression.codec", codec)]), bytes, "MapPartitionsRDD"), core, ChoiceSubject.Codec);

        Assert.Equal(setting, choice.Settings.Select(chosen => $"{chosen.Key}={chosen.To}").FirstOrDefault());

        // 160 s of waits on 8 slots are 20 s of the run; 0.4 of them at the most.
        Assert.Equal(setting is null ? null : 8.0, choice.SavedWallSeconds?.High);
    }

    // 11.8 % of waits, of which zstd saves 0.4 at the most, and compression at all 0.7.
    [Theory]
    [InlineData("lz4", "true", "smaller blocks save 4.7 % at most")]
    [InlineData("lz4", "false", "smaller blocks save 8.3 % at most")]
    [InlineData("zstd", "true", "zstd makes the smallest blocks; tasks waited 12 %")]
    public void Codec_FewWaits_SaysHowMuchSmallerBlocksSave(string codec, string compress, string expected)
    {
        var core = new CoreSplit { Compute = Ms(705_600), ShuffleReadWait = Ms(94_400) };
        var choice = Choice(WithShuffle(Run(2, 4, ("spark.io.compression.codec", codec), ("spark.shuffle.compress", compress)), 2L << 30, "MapPartitionsRDD"), core, ChoiceSubject.Codec);

        Assert.Equal(ChoiceVerdict.Keep, choice.Verdict);
        Assert.Contains(expected, choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Codec_CompressionSwitchedOff_IsSwitchedOn()
    {
        var core = new CoreSplit { Compute = Ms(640_000), ShuffleReadWait = Ms(160_000) };
        var choice = Choice(WithShuffle(Run(2, 4, ("spark.shuffle.compress", "false")), 2L << 30, "MapPartitionsRDD"), core, ChoiceSubject.Codec);

        Assert.Equal(new ChosenSetting("spark.shuffle.compress", "false", "true", WasSet: true), Assert.Single(choice.Settings));
    }

    [Theory]
    [InlineData(300, 500, "1024m")]
    [InlineData(100, 200, null)]
    public void Overhead_NearlyFull_IsSizedFromMeasuredPeaks(long offHeapMebibytes, long pythonMebibytes, string? to)
    {
        // Overhead of 800 MiB. 300 + 500 MiB used times 1.25 are 1000 MiB, up to the next 128: 1024 MiB.
        var run = Run(2, 4, ("spark.executor.memory", "4g"), ("spark.executor.memoryOverhead", "800m"));
        var peaks = new long[ExecutorPeaks.MetricCount];
        peaks[(int)ExecutorMetric.JVMHeapMemory] = 1;
        peaks[(int)ExecutorMetric.JVMOffHeapMemory] = offHeapMebibytes << 20;
        peaks[(int)ExecutorMetric.ProcessTreePythonRSSMemory] = pythonMebibytes << 20;
        run = run with { Executors = [.. run.Executors.Select(executor => executor with { Peaks = new ExecutorPeaks(peaks, uint.MaxValue) })] };

        var choice = Choice(run, Busy, ChoiceSubject.Overhead);

        Assert.Equal(to, choice.Settings.Select(setting => setting.To).FirstOrDefault());
        Assert.Equal(to is null, choice.Verdict == ChoiceVerdict.Keep);
    }

    [Fact]
    public void Overhead_PythonThatNobodyMeasured_NothingIsConcluded()
    {
        var peaks = new long[ExecutorPeaks.MetricCount];
        (peaks[(int)ExecutorMetric.JVMHeapMemory], peaks[(int)ExecutorMetric.JVMOffHeapMemory]) = (1, 100 << 20);
        var run = WithShuffle(Run(2, 4, ("spark.executor.memory", "4g"), ("spark.executor.memoryOverhead", "4g")), 1, "PythonRDD");
        run = run with { Executors = [.. run.Executors.Select(executor => executor with { Peaks = new ExecutorPeaks(peaks, uint.MaxValue) })] };

        Assert.Null(ExecutorSizing.Of(run, ClusterManager.Yarn)!.OverheadNeed);
        Assert.Contains("processTreeMetrics", Choice(run, Busy, ChoiceSubject.Overhead).Reason, StringComparison.Ordinal);

        // Without Python 100 MiB are known, and nothing of native libraries: less than was given is not concluded.
        Assert.Null(ExecutorSizing.Of(run with { Stages = [] }, ClusterManager.Yarn)!.OverheadNeed);

        // The process held 600 MiB beside its heap of 4 GiB: 750 MiB with a quarter more, up to the next 128: 768 MiB.
        peaks[(int)ExecutorMetric.ProcessTreeJVMRSSMemory] = (4096L + 600) << 20;
        Assert.Equal(768L << 20, ExecutorSizing.Of(run with { Stages = [] }, ClusterManager.Yarn)!.OverheadNeed!.Value.Value);
    }

    [Fact]
    public void Shape_LostForWantOfMemory_HasHalfTheTasks()
    {
        var lost = new Finding { Id = "MEM004", Severity = Severity.Major, Confidence = Confidence.High, Place = new ApplicationPlace() };
        var choice = ChoiceList.Of(new ChoiceContext(Run(2, 4), Busy, 100, [lost])).Single(choice => choice.Subject == ChoiceSubject.ExecutorShape);

        Assert.Equal((2, 2), (choice.Executors, choice.CoresPerExecutor));
        Assert.NotNull(choice.NoSaving);
    }

    private static Choice Choice(Application run, CoreSplit core, ChoiceSubject subject) => Assert.Single(Choices(run, core), choice => choice.Subject == subject);

    private static IReadOnlyList<Choice> Choices(Application run, CoreSplit core) => ChoiceList.Of(new ChoiceContext(run, core, 100, []));

    private static Application Run(params (string Key, string Value)[] settings) => Run(2, 4, settings);

    private static Application Run(int executors, int cores, params (string Key, string Value)[] settings)
    {
        var sketch = new ApplicationSketch();
        for (var executor = 1; executor <= executors; executor++)
        {
            sketch.Executor($"{executor}", cores, 0);
        }

        return sketch.Job(1, "save at a.py:1", 0, 10_000, [new("1", 0, 10_000)]).Build() with { Settings = Settings([("spark.master", "yarn"), .. settings]) };
    }

    /// <summary>The one stage shuffles so many bytes in 10 s of its task.</summary>
    private static Application WithShuffle(Application run, long bytes, string rdd)
    {
        var sums = new long[TaskMetrics.Count];
        sums[(int)TaskMetric.ShuffleBytesWritten] = bytes;
        sums[(int)TaskMetric.ExecutorRunTime] = 10_000;
        var totals = new StageTotals(sums, (1ul << (int)TaskMetric.ShuffleBytesWritten) | (1ul << (int)TaskMetric.ExecutorRunTime));
        return run with { Stages = [.. run.Stages.Select(stage => stage with { Totals = totals, Rdds = [new Rdd { Id = new RddId(1), Name = rdd, StorageLevel = default }] })] };
    }

    private static List<SqlExecution> Query(Application run) =>
        [.. new EventLogs.LogBuilder().LogStart("3.5.9").ApplicationStart("app", "sql", 1000)
            .Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"description":"q","details":"","physicalPlanDescription":"","sparkPlanInfo":{"nodeName":"Range","simpleString":"","children":[],"metadata":{},"metrics":[]},"time":1000}""")
            .ApplicationEnd(2000).Read().SqlExecutions.Select(execution => execution with { Stages = [.. run.Stages.Select(stage => stage.Id.Stage)] })];

    private static ApplicationSettings Settings(params (string Key, string Value)[] settings) => new(new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>>
    {
        ["Spark Properties"] = [.. settings.Select(setting => new KeyValuePair<string, string>(setting.Key, setting.Value))],
    });

    private static Milliseconds Ms(long milliseconds) => new(milliseconds);
}
