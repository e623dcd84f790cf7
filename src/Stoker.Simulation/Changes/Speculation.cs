using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>
/// Speculative copies (TaskSetManager.checkSpeculatableTasks): once most tasks of a set are done, a task that runs well beyond their median gets a copy on
/// another executor, and the first to end wins. A task that is slow because it has more to read has a copy as slow as itself.
/// </summary>
internal static class Speculation
{
    private const string Enabled = "spark.speculation";
    private const string Multiplier = "spark.speculation.multiplier";
    private const string LeastRuntime = "spark.speculation.minTaskRuntime";
    private const double DefaultMultiplier = 3;
    private const double DefaultLeastMs = 100;

    /// <summary>Settings that are modelled.</summary>
    public static IReadOnlyList<string> Settings { get; } = [Enabled, Multiplier, LeastRuntime, "spark.speculation.quantile"];

    /// <summary>Tasks of a stage when copies of the slow ones run too; the same array where none would.</summary>
    public static float[] Of(ReplayStage stage, float[] taskMs, ChangedSettings settings)
    {
        if (!settings.Asks(Enabled) || !settings.IsOn(Enabled, otherwise: false) || settings.Before.IsOn(Enabled) == true || taskMs.Length < 2 || stage.InputBytes is not { } bytes || bytes.Length != taskMs.Length)
        {
            return taskMs;
        }

        var (medianMs, medianBytes) = (Median(taskMs), Median(bytes));
        var late = Math.Max(settings.Ratio(Multiplier) ?? DefaultMultiplier, 1) * medianMs;
        late = Math.Max(late, settings.Find(LeastRuntime) is { } least ? Model.Settings.EffectiveSettings.ParseDuration(least, unitMs: 1) ?? DefaultLeastMs : DefaultLeastMs);
        float[]? copied = null;
        for (var task = 0; task < taskMs.Length; task++)
        {
            var copyMs = medianMs * Math.Max(1, medianBytes > 0 ? bytes[task] / medianBytes : 1);
            if (taskMs[task] > late + copyMs)
            {
                copied ??= [.. taskMs];
                copied[task] = (float)(late + copyMs);
            }
        }

        return copied ?? taskMs;
    }

    private static double Median(float[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
