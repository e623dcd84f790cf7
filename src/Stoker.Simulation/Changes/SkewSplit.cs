using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>AQE's skew join (OptimizeSkewedJoin): a partition well above the median is read in pieces by several tasks.</summary>
internal static class SkewSplit
{
    private const string Enabled = "spark.sql.adaptive.skewJoin.enabled";
    private const string Factor = "spark.sql.adaptive.skewJoin.skewedPartitionFactor";
    private const string Threshold = "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes";

    /// <summary>Settings that are modelled.</summary>
    public static IReadOnlyList<string> Settings { get; } = [Enabled, Factor, Threshold];

    /// <summary>Tasks of a stage that joins shuffles, with those that the settings call skewed cut to size; the same array where none is.</summary>
    public static float[] Of(ReplayStage stage, float[] taskMs, ChangedSettings settings)
    {
        var isAsked = Settings.Any(settings.Asks) || settings.Asks("spark.sql.adaptive.enabled");
        if (!isAsked || !stage.JoinsShuffles || stage.InputBytes is not { } bytes || taskMs.Length < 2 || !settings.IsOn(Enabled) || !settings.IsOn("spark.sql.adaptive.enabled"))
        {
            return taskMs;
        }

        var most = Math.Max(settings.ByteCount(Threshold) ?? (256L << 20), (settings.Ratio(Factor) ?? 5) * MedianOf(stage, bytes, settings));
        var light = bytes.Where(size => size <= most).ToArray();
        if (light.Length == bytes.Length)
        {
            return taskMs;
        }

        var target = Math.Max(settings.ByteCount("spark.sql.adaptive.advisoryPartitionSizeInBytes") ?? (64L << 20), light.Length > 0 ? light.Average() : 0);
        var tasks = new List<float>(taskMs.Length);
        for (var task = 0; task < taskMs.Length; task++)
        {
            var pieces = bytes[task] <= most ? 1 : Math.Max(1, (int)Math.Ceiling(bytes[task] / target));
            tasks.AddRange(Enumerable.Repeat(taskMs[task] / pieces, pieces));
        }

        return [.. tasks];
    }

    /// <summary>Spark takes the median of the partitions as they were written, before it merges small ones: where it merged them, an even share of all but the largest.</summary>
    private static double MedianOf(ReplayStage stage, float[] bytes, ChangedSettings settings) => stage.Partitions == PartitionRule.CoalescedShuffle
        ? (bytes.Sum(size => (double)size) - bytes.Max()) / Math.Max(bytes.Length, (settings.Before.Number("spark.sql.shuffle.partitions") ?? 200) - 1)
        : bytes.Order().ElementAt(bytes.Length / 2);
}
