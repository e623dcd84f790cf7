using Stoker.Advice.Recommendations;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Model.Storage;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Advice.Recommendations;

public sealed partial class AdvicePlannerTests
{
    private const string Partitions = "spark.sql.shuffle.partitions";

    [Fact]
    public void Plan_DefaultThatCosts_IsSetWithItsFinding()
    {
        var plan = Plan(Application("3.5.9", ("spark.sql.adaptive.enabled", "false")), Finding("CONF001", "spark.sql.adaptive.enabled", "true"));

        // Somebody switched it off, and it costs 20 s of 100 s.
        var setting = Assert.Single(plan.Settings);
        Assert.Equal(("spark.sql.adaptive.enabled", "false", "true", true), (setting.Key, setting.From, setting.To, setting.WasSet));
        Assert.Equal(["CONF001"], setting.Findings.Select(finding => finding.Id));
        Assert.Empty(plan.Declined);
    }

    [Fact]
    public void Plan_SomebodySetIt_IsArguedWithFromFivePercentOn()
    {
        var application = Application("3.5.9", ("spark.sql.adaptive.enabled", "false"));

        // 6 s of a run of 100 s, then 4 s.
        Assert.True(Assert.Single(Plan(application, Finding("CONF001", "spark.sql.adaptive.enabled", "true", wallSeconds: 6)).Settings).WasSet);
        var respected = Plan(application, Finding("CONF001", "spark.sql.adaptive.enabled", "true", wallSeconds: 4));
        Assert.Empty(respected.Settings);
        Assert.StartsWith("Somebody set it to false", Assert.Single(respected.Declined).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_HeapFarTooLarge_IsSaidWithOneVoice()
    {
        // MEM006 says that 5 GiB would have done. It is named where memory is, and never set.
        var plan = Plan(Application("3.5.9", ("spark.executor.memory", "40g")), Finding("MEM006", "spark.executor.memory", "5120m"));

        Assert.Empty(plan.Settings);
        Assert.Contains("less is never set", Assert.Single(plan.Declined).Reason, StringComparison.Ordinal);
        Assert.Equal(5L << 30, plan.Sizing?.SmallerHeap?.Value);
    }

    [Theory]
    [InlineData("spark.sql.execution.arrow.pyspark.enabled", "true")]
    [InlineData("spark.sql.execution.pythonUDF.arrow.enabled", "true")]
    [InlineData("spark.speculation", "true")]
    [InlineData("spark.dynamicAllocation.enabled", "true")]
    [InlineData("spark.memory.fraction", "0.6")]
    [InlineData("spark.sql.autoBroadcastJoinThreshold", "50MB")]
    [InlineData("spark.executor.memory", "8g")]
    [InlineData("spark.serializer", "org.apache.spark.serializer.KryoSerializer")]
    [InlineData("spark.of.another.planet", "1")]
    public void Plan_NotSurelySafe_IsLeftToAPersonWithAReason(string key, string to)
    {
        var plan = Plan(Application("3.5.9"), Finding("MEM001", key, to));

        Assert.Empty(plan.Settings);
        Assert.NotEmpty(Assert.Single(plan.Declined).Reason);
    }

    [Theory]
    [InlineData("", "does not name the version")]
    [InlineData("2.4.8", "Before Spark 3.0")]
    [InlineData("3.1.3", "SPARK-33933")]
    public void Plan_VersionUnknownOrOld_NoAdaptiveExecution(string version, string reason)
    {
        var plan = Plan(Application(version), Finding("CONF001", "spark.sql.adaptive.enabled", "true"));

        Assert.Empty(plan.Settings);
        Assert.Contains(reason, Assert.Single(plan.Declined).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_SettingOfALaterVersion_SaysWhenItCame()
    {
        var plan = Plan(Application("3.3.2"), Finding("PYTHON001", "spark.sql.execution.pythonUDF.arrow.enabled", "true"));

        Assert.Equal("Spark 3.3 does not have it; it came with 3.4.", Assert.Single(plan.Declined).Reason);
    }

    [Fact]
    public void Plan_MorePartitions_TheMostThatIsAskedFor()
    {
        var plan = Plan(Application("3.5.9"), Finding("MEM001", Partitions, "400"), Finding("MEM001", Partitions, "1600"), Finding("PART001", Partitions, "8"));

        Assert.Equal("1600", Assert.Single(plan.Settings).To);
    }

    [Fact]
    public void Plan_FewerPartitions_OnlyWhereAdaptiveExecutionIsNotThereToMerge()
    {
        Assert.Empty(Plan(Application("3.5.9"), Finding("PART001", Partitions, "8")).Settings);
        Assert.Equal("8", Assert.Single(Plan(Application("3.1.3"), Finding("PART001", Partitions, "8")).Settings).To);

        // Both at once: the merging wins, and the number stays.
        var both = Plan(Application("3.5.9", ("spark.sql.adaptive.enabled", "false")), Finding("PART001", Partitions, "8"), Finding("CONF001", "spark.sql.adaptive.enabled", "true"));
        Assert.Equal(["spark.sql.adaptive.enabled"], both.Settings.Select(setting => setting.Key));
    }

    [Theory]
    [InlineData("standalone", 2, null, null)]
    [InlineData("standalone", 1, null, "no machine of this run")]
    [InlineData("yarn", 2, null, "maximum-allocation-mb, which the log does not tell")]
    [InlineData("yarn", 2, "2048", "2048 MiB here")]
    [InlineData("yarn", 2, "8192", null)]
    public void Plan_GarbageCollection_MoreHeapWhereTheMachinesAreKnownToHoldIt(string cluster, int onOneHost, string? mostMebibytes, string? objection)
    {
        // Executors of 1 GiB, and 384 MiB beside it on YARN, side by side on one host.
        var sketch = new ApplicationSketch();
        for (var executor = 1; executor <= onOneHost; executor++)
        {
            sketch.Executor($"{executor}", 4, 0);
        }

        var application = sketch.Build();
        application = application with
        {
            Executors = [.. application.Executors.Select(executor => executor with { Host = "node" })],
            Settings = new ApplicationSettings(new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>>
            {
                ["Spark Properties"] = [new("spark.master", cluster == "yarn" ? "yarn" : "spark://node:7077")],
                ["Hadoop Properties"] = mostMebibytes is null ? [] : [new("yarn.scheduler.maximum-allocation-mb", mostMebibytes)],
            }),
        };

        var plan = Plan(application, Finding("MEM002", "spark.executor.memory", "2048m"), Finding("MEM001", "spark.executor.memory", "9000m"));

        if (objection is null)
        {
            var setting = Assert.Single(plan.Settings);
            Assert.Equal("2048m", setting.To);
            Assert.NotNull(setting.Precondition);
        }
        else
        {
            Assert.Empty(plan.Settings);
            Assert.Contains(objection, Assert.Single(plan.Declined).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Plan_AdaptiveWithALargeThreshold_IsLeftToAPerson()
    {
        var plan = Plan(Application("3.5.9", ("spark.sql.adaptive.enabled", "false"), ("spark.sql.autoBroadcastJoinThreshold", "500MB")), Finding("CONF001", "spark.sql.adaptive.enabled", "true"));

        Assert.Empty(plan.Settings);
        Assert.Contains("500MB", Assert.Single(plan.Declined).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_IdleExecutors_AsManyAsWereBusyUnlessSomethingWasCached()
    {
        var sketch = new ApplicationSketch().Executor("driver", 0, 0).Executor("1", 4, 0).Executor("2", 4, 0).Executor("3", 4, 0).Build();
        var application = sketch with { Settings = Settings(("spark.master", "yarn"), ("spark.executor.instances", "3")) };
        var finding = Finding("EXEC001", "spark.executor.instances", "2", wallSeconds: 0) with { Severity = Severity.Major };

        Assert.Equal("2", Assert.Single(Plan(application, finding).Settings).To);
        Assert.Empty(Plan(application, finding with { Id = "EXEC003" }).Settings);
        Assert.Empty(Plan(application with { CachedRdds = [new CachedRdd { Id = new RddId(1), Name = "orders", Level = default, PartitionCount = 1, FirstUse = default, Uses = [] }] }, finding).Settings);
    }

    [Fact]
    public void Plan_WhatALogLacks_IsNoChangeOfTheProgram()
    {
        var finding = Finding("LOG001", "spark.some", "1") with { Remedies = [new Remedy(RemedyKind.Code, "Read the log again once the application has ended.")] };

        Assert.Empty(Plan(Application("3.5.9"), finding).Code);
        Assert.Single(Plan(Application("3.5.9"), finding with { Id = "DRV001" }).Code);
    }

    [Fact]
    public void Plan_ConsequencesAndInfo_AskForNothing()
    {
        var place = new ApplicationPlace();
        var consequence = Finding("CONF001", "spark.sql.adaptive.enabled", "true") with { CausedBy = new FindingReference("SKEW001", place) };
        var info = Finding("CONF001", "spark.sql.adaptive.enabled", "true") with { Severity = Severity.Info };

        var plan = Plan(Application("3.1.3"), consequence, info);

        Assert.Empty(plan.Settings);
        Assert.Empty(plan.Declined);
        Assert.Empty(plan.Code);
    }

    [Theory]
    [InlineData("false", "true", "64MB")]
    [InlineData("true", "false", null)]
    public void Plan_SkewedPartitionsBelowTheLimit_LowerLimitOnlyWithAdaptiveExecution(string adaptive, string skewJoin, string? limit)
    {
        // One finding asks for both: what its reason says, the file must do.
        const string Limit = "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes";
        var finding = Finding("SKEW001", "spark.sql.adaptive.enabled", "true");
        finding = finding with { Remedies = [.. finding.Remedies, new Remedy(RemedyKind.Setting, "Call them skewed.", Setting: new SettingChange(Limit, "256MB", "64MB"))] };

        var plan = Plan(Application("3.5.9", ("spark.sql.adaptive.enabled", adaptive), ("spark.sql.adaptive.skewJoin.enabled", skewJoin)), finding);

        Assert.Equal(limit, plan.Settings.SingleOrDefault(setting => setting.Key == Limit)?.To);
    }

    [Theory]
    [InlineData("spark.sql.adaptive.coalescePartitions.minPartitionSize", "256KB", "256KB")]
    [InlineData("spark.sql.adaptive.advisoryPartitionSizeInBytes", "16MB", "16MB")]
    [InlineData("spark.sql.adaptive.advisoryPartitionSizeInBytes", "256MB", null)]
    [InlineData("spark.shuffle.compress", "true", "true")]
    public void Plan_SmallerPartitions_AreSafeAndLargerAreNot(string key, string to, string? set) =>
        Assert.Equal(set, Plan(Application("3.5.9", ("spark.shuffle.compress", "false")), Finding("PART002", key, to)).Settings.SingleOrDefault()?.To);

    [Fact]
    public void Plan_SettingThatNoPolicyKnows_SaysItsRisk()
    {
        var finding = Finding("EXEC009", "spark.memory.storageFraction", "0.3");
        finding = finding with { Remedies = [finding.Remedies[0] with { Risk = "What is cached may go." }] };

        Assert.Equal("Somebody has to weigh it. What is cached may go.", Assert.Single(Plan(Application("3.5.9"), finding).Declined).Reason);
    }

    [Fact]
    public void Plan_ChangeThatResultsDependOn_IsAQuestionToItsAuthor()
    {
        var finding = Finding("JOIN003", "spark.speculation", "true") with { Remedies = [new Remedy(RemedyKind.Code, "Make the key unique.") { Question = "Do equal keys count once?" }] };

        Assert.Equal("Do equal keys count once?", Assert.Single(Plan(Application("3.5.9"), finding).Code).Question);
    }

    [Fact]
    public void Plan_LeftToAPerson_SaysWhatItCanSaveAtMost() =>
        Assert.Equal(20, Assert.Single(Plan(Application("3.5.9"), Finding("PYTHON001", "spark.sql.execution.pythonUDF.arrow.enabled", "true")).Declined).Cost!.WallSeconds!.Value.Expected);

    [Fact]
    public void Plan_Code_TheFirstChangeOfEachFinding()
    {
        var finding = Finding("PYTHON001", "spark.speculation", "true");

        var change = Assert.Single(Plan(Application("3.5.9"), finding with { Remedies = [.. finding.Remedies, new Remedy(RemedyKind.Code, "Write it natively."), new Remedy(RemedyKind.Code, "Or so.")] }).Code);

        Assert.Equal("Write it natively.", change.Change);
    }

    private static AdvicePlan Plan(Application application, params Finding[] findings) => AdvicePlanner.Plan(application, findings, [], supplySeconds: 1000, wallSeconds: 100);

    private static Application Application(string version, params (string Key, string Value)[] settings) =>
        new ApplicationSketch().Build() with { SparkVersion = version, Settings = Settings([("spark.master", "yarn"), .. settings]) };

    private static ApplicationSettings Settings(params (string Key, string Value)[] settings) => new(new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>>
    {
        ["Spark Properties"] = [.. settings.Select(setting => new KeyValuePair<string, string>(setting.Key, setting.Value))],
    });

    private static Finding Finding(string id, string key, string? to, double wallSeconds = 20) => new()
    {
        Id = id,
        Severity = Severity.Minor,
        Confidence = Confidence.High,
        Place = new ApplicationPlace(),
        Cost = new Cost(Estimate.Exactly(1), Estimate.Exactly(wallSeconds), Basis.Measured),
        Remedies = [new Remedy(RemedyKind.Setting, "Change it.", Setting: new SettingChange(key, null, to))],
    };
}
