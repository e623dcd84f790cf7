using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>AQE's skew join (OptimizeSkewedJoin): a partition well above the median is read in pieces by several tasks.</summary>
internal static class SkewSplit
{
    private const string Enabled = "spark.sql.adaptive.skewJoin.enabled";
    private const string Factor = "spark.sql.adaptive.skewJoin.skewedPartitionFactor";
    private const string Threshold = "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes";

    private const string Partitions = "spark.sql.shuffle.partitions";

    /// <summary>Settings that are modelled.</summary>
    public static IReadOnlyList<string> Settings { get; } = [Enabled, Factor, Threshold];

    /// <summary>Tasks of a stage that joins shuffles, with those that the settings call skewed cut to size; the same array where none is.</summary>
    public static float[] Of(ReplayStage stage, float[] taskMs, ChangedSettings settings) =>
        PiecesOf(stage, taskMs, settings) is { } pieces ? [.. taskMs.SelectMany((ms, task) => Enumerable.Repeat(ms / pieces[task], pieces[task]))] : taskMs;

    /// <summary>The tasks that are not skewed, and the pieces of those that are: Spark cuts these before it merges the others.</summary>
    public static (float[] Light, float[] Pieces) Apart(ReplayStage stage, float[] taskMs, ChangedSettings settings) => PiecesOf(stage, taskMs, settings) is { } pieces
        ? ([.. taskMs.Where((_, task) => pieces[task] == 1)], [.. taskMs.SelectMany((ms, task) => pieces[task] == 1 ? [] : Enumerable.Repeat(ms / pieces[task], pieces[task]))])
        : (taskMs, []);

    /// <summary>In how many pieces each task is read; null where none is cut.</summary>
    private static int[]? PiecesOf(ReplayStage stage, float[] taskMs, ChangedSettings settings)
    {
        var isAsked = Settings.Any(settings.Asks) || settings.Asks("spark.sql.adaptive.enabled");
        if (!isAsked || !stage.JoinsShuffles || stage.InputBytes is not { } bytes || taskMs.Length < 2 || bytes.Length != taskMs.Length || !settings.IsOn(Enabled) || !settings.IsOn("spark.sql.adaptive.enabled"))
        {
            return null;
        }

        var most = Math.Max(settings.ByteCount(Threshold) ?? (256L << 20), (settings.Ratio(Factor) ?? 5) * MedianOf(stage, bytes, settings));
        var light = bytes.Where(size => size <= most).ToArray();
        if (light.Length == bytes.Length)
        {
            return null;
        }

        var target = Math.Max(settings.ByteCount("spark.sql.adaptive.advisoryPartitionSizeInBytes") ?? (64L << 20), light.Length > 0 ? light.Average() : 0);
        return [.. bytes.Select(size => size <= most ? 1 : Math.Max(1, (int)Math.Ceiling(size / target)))];
    }

    /// <summary>
    /// Spark takes the median of the partitions as they are written, before it merges small ones: where it merged them, an even share of all but the largest. In other
    /// numbers of partitions each but the largest is so much smaller or larger.
    /// </summary>
    private static double MedianOf(ReplayStage stage, float[] bytes, ChangedSettings settings)
    {
        var before = settings.Before.Number(Partitions) ?? 200;
        var after = settings.Asks(Partitions) ? Math.Max(1, settings.Number(Partitions) ?? before) : before;
        return stage.Partitions switch
        {
            PartitionRule.CoalescedShuffle => (bytes.Sum(size => (double)size) - bytes.Max()) / Math.Max(bytes.Length, after - 1),
            PartitionRule.Shuffle => bytes.Order().ElementAt(bytes.Length / 2) * before / after,
            _ => bytes.Order().ElementAt(bytes.Length / 2),
        };
    }
}
