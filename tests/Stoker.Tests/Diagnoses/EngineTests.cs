using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Findings.NotChecked;
using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Model.Storage;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>What holds for all rules: order, what could not be checked, settings that name other findings, shells.</summary>
public sealed class EngineTests
{
    [Fact]
    public void Ranked_LogThatEndsEarly_ComesFirst()
    {
        var result = Diagnoser.Diagnose(Gapped(isComplete: false));

        Assert.Equal("LOG001", result.Ranked[0].Id);
        Assert.Contains(result.Ranked, finding => finding.Severity > result.Ranked[0].Severity);
    }

    [Fact]
    public void NotChecked_LogThatEndsEarly_NamesTheMissingTasks()
    {
        var item = Assert.Single(Diagnoser.Diagnose(Gapped(isComplete: false)).NotChecked, item => item.Id == "LOG003");

        Assert.Equal(NotCheckedReason.LogIncomplete, item.Reason);
        Assert.Null(item.EnabledBy);
    }

    [Fact]
    public void NotChecked_HealthyLog_IsOnlyWhatItDoesNotHold() =>
        Assert.Equal(["MEM001", "MEM002"], Diagnoser.Diagnose(Gapped(isComplete: true)).NotChecked.Select(item => item.Id)); // The sketch logs run times only.

    [Fact]
    public void NotChecked_LogWithoutExecutors_DoesNotGuessSlots()
    {
        var application = new ApplicationSketch().Executor("1", 2, 0).Job(0, "count", 0, 10_000, [new SketchedTask("1", 0, 10_000)]).Build() with { Executors = [] };

        Assert.Equal(["EXEC001", "PART002"], Diagnoser.Diagnose(application).NotChecked.Where(item => item.Reason == NotCheckedReason.UnknownCluster).Select(item => item.Id));
    }

    [Fact]
    public void Fires_when_the_driver_pauses_a_program()
    {
        var finding = Assert.Single(Diagnoser.Diagnose(Gapped(isComplete: true)).Findings, finding => finding.Id == "DRV001");

        Assert.Equal(Severity.Major, finding.Severity);
        Assert.Equal(40_000, finding.Evidence.Single(item => item.Name == "gapTime").Number);
    }

    [Theory]
    [InlineData("Spark shell")]
    [InlineData("PySparkShell")]
    [InlineData("livy-session-7")]
    public void Stays_silent_above_info_when_a_person_pauses_a_shell(string name)
    {
        var finding = Assert.Single(Diagnoser.Diagnose(Gapped(isComplete: true) with { Name = name }).Findings, finding => finding.Id == "DRV001");

        Assert.Equal((Severity.Info, Confidence.Low), (finding.Severity, finding.Confidence));
    }

    [Theory]
    [InlineData("Listing leaf files and directories for 2000 paths:<br/>s3://b/t, ...", 0)]
    [InlineData("count the orders", 1)]
    public void TinyTasks_OfAListing_AreNotTheUsers(string description, int count)
    {
        var tasks = Enumerable.Range(0, 400).Select(index => new SketchedTask("1", 1_000 + (index / 2 * 100), 99)).ToList();
        var application = new ApplicationSketch { EndMs = 30_000 }.Executor("1", 2, 0).Job(0, "parquet", 1_000, 21_000, tasks).Build();
        application = application with { Jobs = [.. application.Jobs.Select(job => job with { Description = description })] };
        var limits = new DiagnosisOptions { Thresholds = new Dictionary<(string, string), double> { [("PART001", "tinyOverheadShare")] = 0 } };

        Assert.Equal(count, Diagnoser.Diagnose(application, limits).Findings.Count(finding => finding.Id == "PART001"));
    }

    [Fact]
    public void CachedFiles_WithoutBlockUpdates_AreNotCheckedAndSayWhatWouldHelp()
    {
        var item = Assert.Single(Diagnoser.Diagnose(CachedFiles(null)).NotChecked, item => item.Id == "CACHE003");

        Assert.Equal("spark.eventLog.logBlockUpdates.enabled=true", item.EnabledBy);
    }

    [Theory]
    [InlineData(1, 1)] // Half of the partitions are gone at the end.
    [InlineData(2, 0)]
    public void CachedFiles_WithBlockUpdates_AreJudgedByThem(int cached, int count)
    {
        var result = Diagnoser.Diagnose(CachedFiles(cached));

        Assert.Equal(count, result.Findings.Count(finding => finding.Id == "CACHE003"));
        Assert.DoesNotContain(result.NotChecked, item => item.Id == "CACHE003");
    }

    [Fact]
    public void Fires_when_settings_of_executors_meet_a_local_master()
    {
        var finding = Assert.Single(Diagnoser.Diagnose(With(("spark.master", "local[4]"), ("spark.executor.memory", "8g"))).Findings, finding => finding.Id == "CONF005");

        Assert.Equal(Severity.Info, finding.Severity);
        Assert.Equal("spark.executor.memory", finding.Evidence.Single(item => item.Name == "settings").Text);
    }

    [Theory]
    [InlineData("yarn")]
    [InlineData("local-cluster[2,1,1024]")]
    public void Stays_silent_when_there_are_executors(string master) =>
        Assert.DoesNotContain(Diagnoser.Diagnose(With(("spark.master", master), ("spark.executor.memory", "8g"))).Findings, finding => finding.Id == "CONF005");

    [Theory]
    [InlineData("local-cluster[4,1,1024]", 1)] // Four processes of their own, of which one works.
    [InlineData("local[4]", 0)]
    public void IdleExecutors_OfALocalCluster_AreExecutors(string master, int count)
    {
        var application = new ApplicationSketch { EndMs = 40_000 }.Executor("0", 1, 0).Executor("1", 1, 0).Executor("2", 1, 0).Executor("3", 1, 0)
            .Job(0, "count", 0, 38_000, [new SketchedTask("0", 0, 38_000)]).Build();
        application = application with
        {
            Settings = new ApplicationSettings(new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> { ["Spark Properties"] = [new("spark.master", master)] }),
        };

        Assert.Equal(count, Diagnoser.Diagnose(application).Findings.Count(finding => finding.Id == "EXEC001"));
    }

    [Fact]
    public void Fires_when_tasks_wait_for_the_first_executor()
    {
        // The stage asks at 2 s, the executor comes at 32 s: 30 of 60 s.
        var application = new ApplicationSketch().Executor("1", 2, 32_000).Job(0, "count", 2_000, 50_000, [new SketchedTask("1", 32_000, 18_000)]).Build();

        var finding = Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "EXEC002");

        Assert.Equal(30_000, finding.Evidence.Single(item => item.Name == "waitingForExecutors").Number);
        Assert.Equal(18, finding.Cost?.WallSeconds?.Expected ?? 0, 3); // 0.6 of the wait.
    }

    [Theory]
    [InlineData("local-cluster[1,2,1024]", Severity.Info)]
    [InlineData("yarn", Severity.Major)]
    public void Late_executors_of_the_drivers_own_machine_are_no_fault_of_a_cluster(string master, Severity expected)
    {
        var application = new ApplicationSketch().Executor("1", 2, 32_000).Job(0, "count", 2_000, 50_000, [new SketchedTask("1", 32_000, 18_000)]).Build() with
        {
            Settings = new ApplicationSettings(new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> { ["Spark Properties"] = [new("spark.master", master)] }),
        };

        Assert.Equal(expected, Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "EXEC002").Severity);
    }

    [Fact]
    public void Stays_silent_when_the_executor_comes_within_four_seconds()
    {
        var application = new ApplicationSketch().Executor("1", 2, 6_000).Job(0, "count", 2_000, 50_000, [new SketchedTask("1", 6_000, 44_000)]).Build();

        Assert.DoesNotContain(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "EXEC002");
    }

    /// <summary>Two jobs of 10 s with 40 s of nothing between them.</summary>
    private static Application Gapped(bool isComplete) => new ApplicationSketch { EndMs = isComplete ? 60_000 : null }
        .Executor("1", 2, 0)
        .Job(0, "count", 0, 10_000, [new SketchedTask("1", 0, 10_000), new SketchedTask("1", 0, 10_000)])
        .Job(1, "count", 50_000, 60_000, [new SketchedTask("1", 50_000, 10_000), new SketchedTask("1", 50_000, 10_000)])
        .Build();

    private static Application CachedFiles(int? cachedPartitions)
    {
        var sketch = new ApplicationSketch { TaskInputBytes = 1 << 20 }.Executor("1", 2, 0);
        for (var job = 0; job < 3; job++)
        {
            sketch.Job(job, "count", job * 12_000, (job * 12_000) + 10_000, [new SketchedTask("1", job * 12_000, 10_000), new SketchedTask("1", job * 12_000, 10_000)]);
        }

        var application = sketch.Build();
        return application with
        {
            CachedRdds =
            [
                new CachedRdd
                {
                    Id = new RddId(3),
                    Name = "orders",
                    Level = new StorageLevel(UseDisk: false, UseMemory: true, UseOffHeap: false, Deserialized: true, Replication: 1),
                    PartitionCount = 2,
                    FirstUse = application.Stages[0].Id,
                    Uses = [.. application.Stages.Select(stage => stage.Id)],
                    CachedPartitionCount = cachedPartitions,
                },
            ],
        };
    }

    private static Application With(params (string Key, string Value)[] settings) => new ApplicationSketch().Executor("1", 2, 0).Build() with
    {
        Settings = new ApplicationSettings(new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>>
        {
            ["Spark Properties"] = [.. settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))],
        }),
    };
}
