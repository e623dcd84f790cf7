using Stoker.Model.Settings;
using Stoker.Model.Stages;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class ChangedSettingsTests
{
    private const long T = 100_000;
    private const float MiB = 1 << 20;

    // Four partitions of 100, 100, 100 and 1000 MiB. Skewed is what is above max(256 MiB, 5 x 100 MiB): the last, cut to the advisory size or the mean of
    // the others, max(64, 100) = 100 MiB: 10 pieces of 2000 / 10 = 200 ms.
    [Fact]
    public void SkewSplit_JoinWithOneHeavyPartition_CutsItToTheMeanOfTheOthers()
    {
        var stage = Stage([200, 200, 200, 2000], [100 * MiB, 100 * MiB, 100 * MiB, 1000 * MiB]) with { JoinsShuffles = true };
        var settings = Settings(("spark.sql.adaptive.enabled", "true"));

        Assert.Equal(Enumerable.Repeat(200f, 13), SkewSplit.Of(stage, stage.WarmMs, settings));
    }

    // Adaptive execution merged 200 partitions to four tasks of 50, 50, 50 and 150 MiB. As they were written the others held 150 / 199 MiB each, so that what is above the
    // limit of 53 MiB is skewed: 150 MiB in pieces of 64 MiB, three of them.
    [Fact]
    public void SkewSplit_PartitionsThatWereMerged_AreJudgedAsTheyWereWritten()
    {
        var stage = Stage([200, 200, 200, 1200], [50 * MiB, 50 * MiB, 50 * MiB, 150 * MiB]) with { JoinsShuffles = true, Partitions = PartitionRule.CoalescedShuffle };
        var settings = Settings("4.0.0", ("spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes", "53MB"));

        Assert.Equal([200f, 200f, 200f, 400f, 400f, 400f], SkewSplit.Of(stage, stage.WarmMs, settings));
    }

    // With 400 partitions in place of 200 (Spark's default) each but the heavy one is half as large, median 50 MiB: 300 MiB is above max(256, 5 x 50) MiB now, and is cut to the mean of the
    // others, 100 MiB, three pieces; in 200 partitions the limit was 500 MiB.
    [Fact]
    public void SkewSplit_MorePartitions_AreJudgedAsTheyWillBeWritten()
    {
        var stage = Stage([200, 200, 200, 600], [100 * MiB, 100 * MiB, 100 * MiB, 300 * MiB]) with { JoinsShuffles = true, Partitions = PartitionRule.Shuffle };

        Assert.Same(stage.WarmMs, SkewSplit.Of(stage, stage.WarmMs, Settings(("spark.sql.adaptive.enabled", "true"))));
        var (light, pieces) = SkewSplit.Apart(stage, stage.WarmMs, Settings(("spark.sql.adaptive.enabled", "true"), ("spark.sql.shuffle.partitions", "400")));
        Assert.Equal([200f, 200f, 200f], light);
        Assert.Equal([200f, 200f, 200f], pieces);
    }

    [Fact]
    public void SkewSplit_NotAsked_LeavesTheTasks()
    {
        var stage = Stage([200, 200, 200, 2000], [100 * MiB, 100 * MiB, 100 * MiB, 1000 * MiB]) with { JoinsShuffles = true };

        Assert.Same(stage.WarmMs, SkewSplit.Of(stage, stage.WarmMs, Settings(("spark.sql.shuffle.partitions", "8"))));
    }

    // Median 200 ms, 100 MiB. Spark 4 makes copies at 3 x the median = 600 ms; a copy of the slow task, which reads no more than others, takes 200: 800.
    // The task with ten times the bytes has a copy as slow as itself.
    [Fact]
    public void Speculation_SlowTaskWithoutMoreToRead_EndsWithItsCopy()
    {
        var stage = Stage([200, 200, 200, 2000, 2000], [100 * MiB, 100 * MiB, 100 * MiB, 100 * MiB, 1000 * MiB]);

        Assert.Equal([200f, 200f, 200f, 800f, 2000f], Speculation.Of(stage, stage.WarmMs, Settings(("spark.speculation", "true"))));
    }

    // 200 partitions of 0.5 MiB. AQE on 4 slots: target max(min(100 / 4, 64), 1) = 25 MiB, so 4 tasks.
    [Fact]
    public void PartitionCounts_AdaptiveTurnedOn_Coalesces() => Assert.Equal(4, Count(PartitionRule.Shuffle, ("spark.sql.adaptive.enabled", "true")));

    // Turned off, a shuffle that AQE had coalesced keeps spark.sql.shuffle.partitions.
    [Fact]
    public void PartitionCounts_AdaptiveTurnedOff_KeepsTheShufflePartitions()
    {
        var program = Program("4.0.0");
        var stage = Stage([100, 100], [50 * MiB, 50 * MiB]) with { Partitions = PartitionRule.CoalescedShuffle };

        Assert.Equal(200, new PartitionCounts(program, program.Shape.Slots, Settings("4.0.0", ("spark.sql.adaptive.enabled", "false"))).Of(stage));
    }

    [Theory]
    [InlineData("spark.sql.autoBroadcastJoinThreshold", "another plan than the one that ran", "stoker verify BEFORE AFTER")]
    [InlineData("spark.executor.instances", "a shape, not a setting", "--executors")]
    [InlineData("spark.foo", "cannot be told from a log", "Modelled are")]
    public void RefusalOf_SettingThatOneLogDoesNotAnswer_SaysWhyAndWhatWould(string key, string reason, string remedy)
    {
        var refusal = new Predictor(Program("4.0.0")).RefusalOf(new ChangeSet { Settings = new Dictionary<string, string> { [key] = "1" } });

        Assert.Contains(reason, refusal!.Reason, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Remedy, StringComparison.Ordinal);
    }

    /// <summary>Spark 3.1 has AQE off unless it is turned on.</summary>
    private static int Count(PartitionRule rule, params (string Key, string Value)[] asked)
    {
        var program = Program("3.1.0");
        var stage = Stage([.. Enumerable.Repeat(10f, 200)], [.. Enumerable.Repeat(0.5f * MiB, 200)]) with { Partitions = rule };
        return new PartitionCounts(program, program.Shape.Slots, Settings("3.1.0", asked)).Of(stage);
    }

    private static ChangedSettings Settings(params (string Key, string Value)[] asked) => Settings("4.0.0", asked);

    private static ChangedSettings Settings(string version, params (string Key, string Value)[] asked) =>
        new(new EffectiveSettings(Program(version).Application), new ChangeSet { Settings = asked.ToDictionary(pair => pair.Key, pair => pair.Value) });

    /// <summary>One task on four slots.</summary>
    private static ReplayableProgram Program(string version) => ReplayableProgram.Of(new LogBuilder().LogStart(version).ApplicationStart("app", "settings", T).ExecutorAdded("1", T, cores: 4)
        .JobStart(0, T, [(0, 1)]).StageSubmitted(0, 1, T).TaskStart(0, 0, 0, T).TaskEnd(0, 0, 0, T, T + 1000).StageCompleted(0, 1, T, T + 1000).JobEnd(0, T + 1000).ApplicationEnd(T + 1000).Read());

    private static ReplayStage Stage(float[] taskMs, float[] bytes) => new()
    {
        Id = new StageId(0),
        Name = "stage",
        Parents = [],
        WarmMs = taskMs,
        RunMs = taskMs,
        InputBytes = bytes,
        ColdMs = 0,
        SubmitMs = 0,
        EndMs = 0,
        LostMs = 0,
        Partitions = PartitionRule.Fixed,
    };
}
