using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>How many tasks a stage has after a change, by the rule that gave it those it had.</summary>
/// <param name="program">The program.</param>
/// <param name="slots">Slots that are there when stages are planned.</param>
/// <param name="settings">Settings before and after.</param>
internal sealed class PartitionCounts(ReplayableProgram program, int slots, ChangedSettings settings)
{
    private const string Adaptive = "spark.sql.adaptive.enabled";
    private const string Coalesce = "spark.sql.adaptive.coalescePartitions.enabled";
    private const string ShufflePartitions = "spark.sql.shuffle.partitions";
    private const long MostTasks = 10_000_000;

    private readonly double _ratio = slots / (double)program.Shape.Slots;

    public int Of(ReplayStage stage) => (int)Math.Clamp(
        stage.Partitions switch
        {
            PartitionRule.DefaultParallelism => settings.Asks("spark.default.parallelism") ? settings.Number("spark.default.parallelism") ?? stage.TaskCount : Scaled(stage.TaskCount),
            PartitionRule.InputSplits => stage.Scan is { } scan ? Splits(stage, scan) : Math.Max(FewestSplits(stage), Scaled(stage.TaskCount)),
            PartitionRule.CoalescedShuffle => OfCoalesced(stage),
            PartitionRule.Shuffle => OfShuffle(stage),
            _ => stage.TaskCount,
        },
        1,
        MostTasks);

    /// <summary>AQE turned on coalesces what was not.</summary>
    private long OfShuffle(ReplayStage stage)
    {
        var count = settings.Asks(ShufflePartitions) ? settings.Number(ShufflePartitions) ?? stage.TaskCount : stage.TaskCount;
        return IsTurnedOn && stage.InputBytes is not null ? Math.Min(count, Coalesced(stage, slots)) : count;
    }

    /// <summary>AQE turned off leaves the partitions that it had coalesced.</summary>
    private long OfCoalesced(ReplayStage stage)
    {
        var most = settings.Number(ShufflePartitions) ?? 200;
        if (IsTurnedOff)
        {
            return most;
        }

        // What the rule gives for the run itself may miss what ran (several shuffles share the minimum): only its ratio is used.
        var (before, after) = (CoalescedBefore(stage), Coalesced(stage, slots));
        var count = before == after ? stage.TaskCount : (long)Math.Round(stage.TaskCount * after / (double)before);
        return settings.Asks(ShufflePartitions) ? Math.Min(count, most) : count;
    }

    private bool IsTurnedOff => (settings.Asks(Adaptive) && !settings.IsOn(Adaptive)) || (settings.Asks(Coalesce) && !settings.IsOn(Coalesce));

    private bool IsTurnedOn => (settings.Asks(Adaptive) || settings.Asks(Coalesce)) && settings.IsOn(Adaptive) && settings.IsOn(Coalesce)
        && !(settings.Before.IsOn(Adaptive) == true && settings.Before.IsOn(Coalesce) != false);

    private long Scaled(int tasks) => Math.Max(1, (long)Math.Round(tasks * _ratio));

    /// <summary>Splits never grow beyond <c>spark.sql.files.maxPartitionBytes</c>.</summary>
    private long FewestSplits(ReplayStage stage) => Math.Max(1, (long)Math.Ceiling(Bytes(stage) / (settings.ByteCount("spark.sql.files.maxPartitionBytes") ?? (128L << 20))));

    /// <summary>Spark's rule for the files before and after. Where it does not give what ran (bucketed tables, row groups), its ratio is used.</summary>
    private long Splits(ReplayStage stage, InputScan scan)
    {
        const string Least = "spark.sql.files.minPartitionNum";
        const string Most = "spark.sql.files.maxPartitionBytes";
        const string Open = "spark.sql.files.openCostInBytes";
        var set = settings.Before.Number(Least) ?? settings.Before.Number("spark.sql.leafNodeDefaultParallelism") ?? settings.Before.Number("spark.default.parallelism");
        var before = scan.Partitions(set ?? program.Shape.Slots, settings.Before.ByteCount(Most) ?? (128L << 20), settings.Before.ByteCount(Open) ?? (4L << 20));
        var after = scan.Partitions(settings.Asks(Least) ? settings.Number(Least) ?? 1 : set ?? slots, settings.ByteCount(Most) ?? (128L << 20), settings.ByteCount(Open) ?? (4L << 20));
        return before == after ? stage.TaskCount : (long)Math.Round(stage.TaskCount * (after / (double)before));
    }

    /// <summary>ShufflePartitionsUtil: the target is the bytes over the least number of partitions, between the minimum size and the advisory size.</summary>
    private long Coalesced(ReplayStage stage, double cores) => Coalesced(
        Bytes(stage),
        settings.ByteCount("spark.sql.adaptive.advisoryPartitionSizeInBytes"),
        settings.ByteCount("spark.sql.adaptive.coalescePartitions.minPartitionSize"),
        settings.Find("spark.sql.adaptive.coalescePartitions.parallelismFirst"),
        cores);

    private long CoalescedBefore(ReplayStage stage) => Coalesced(
        Bytes(stage),
        settings.Before.ByteCount("spark.sql.adaptive.advisoryPartitionSizeInBytes"),
        settings.Before.ByteCount("spark.sql.adaptive.coalescePartitions.minPartitionSize"),
        settings.Before.Find("spark.sql.adaptive.coalescePartitions.parallelismFirst"),
        program.Shape.Slots);

    private static long Coalesced(double bytes, long? advisory, long? smallest, string? parallelismFirst, double cores)
    {
        var least = string.Equals(parallelismFirst, "false", StringComparison.OrdinalIgnoreCase) ? 1 : Math.Max(1, cores);
        var target = Math.Max(Math.Min(Math.Ceiling(bytes / least), advisory ?? (64L << 20)), smallest ?? (1L << 20));
        return Math.Max(1, (long)Math.Ceiling(bytes / target));
    }

    private static double Bytes(ReplayStage stage) => stage.InputBytes?.Sum(value => (double)value) ?? 0;
}
