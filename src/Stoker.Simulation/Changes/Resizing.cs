namespace Stoker.Simulation.Changes;

/// <summary>Splits or joins the tasks of a stage so that the same bytes lie in another number of partitions.</summary>
internal static class Resizing
{
    /// <summary>A task this many times the median is one heavy key or file: it moves whole.</summary>
    private const double Heavy = 3;

    /// <summary>Slot times of the stage in another number of tasks.</summary>
    /// <param name="taskMs">Slot time of each task.</param>
    /// <param name="count">Number of tasks wanted, at least 1.</param>
    /// <param name="fixedMs">What a task costs whatever its size; the rest goes with its share of the bytes.</param>
    public static float[] To(float[] taskMs, int count, double fixedMs)
    {
        if (count == taskMs.Length || taskMs.Length == 0)
        {
            return taskMs;
        }

        var sorted = taskMs.Order().ToArray();
        var median = sorted[sorted.Length / 2];
        fixedMs = Math.Min(fixedMs, sorted[sorted.Length / 4]);
        var heavy = taskMs.Length < 4 ? [] : taskMs.Where(ms => ms > Heavy * median).ToArray();
        if (heavy.Length >= count)
        {
            heavy = [];
        }

        var light = heavy.Length == 0 ? taskMs : taskMs.Where(ms => ms <= Heavy * median).ToArray();
        var pieces = Cut(light, count - heavy.Length, fixedMs);
        return [.. pieces, .. heavy];
    }

    /// <summary>Slot times in another number of tasks, each of which pays a share of its time whatever it reads: small files, one of which is none the heavier for having taken longer.</summary>
    /// <param name="taskMs">Slot time of each task.</param>
    /// <param name="count">Number of tasks wanted, at least 1.</param>
    /// <param name="share">Share of its time that a task pays for itself.</param>
    public static float[] ToShare(float[] taskMs, int count, double share)
    {
        var own = share * taskMs.Average();
        return [.. Cut([.. taskMs.Select(ms => (float)(ms * (1 - share)))], count, fixedMs: 0).Select(ms => (float)(ms + own))];
    }

    /// <summary>Spreads what is above the others: no task takes longer than twice the median, the excess becomes tasks of its own.</summary>
    public static float[] Even(float[] taskMs)
    {
        var sorted = taskMs.Order().ToArray();
        var most = Math.Max(1, 2 * sorted[sorted.Length / 2]);
        var even = new List<float>(taskMs.Length);
        foreach (var ms in taskMs)
        {
            var parts = Math.Max(1, (int)Math.Ceiling(ms / most));
            even.AddRange(Enumerable.Repeat(ms / parts, parts));
        }

        return [.. even];
    }

    /// <summary>Cuts the summed curve of work into equal stretches of partitions, so that uneven partitions stay uneven where they are joined.</summary>
    private static float[] Cut(float[] taskMs, int count, double fixedMs)
    {
        var cumulated = new double[taskMs.Length + 1];
        for (var task = 0; task < taskMs.Length; task++)
        {
            cumulated[task + 1] = cumulated[task] + Math.Max(0, taskMs[task] - fixedMs);
        }

        var pieces = new float[count];
        for (var piece = 0; piece < count; piece++)
        {
            var (from, to) = (piece * (double)taskMs.Length / count, (piece + 1) * (double)taskMs.Length / count);
            pieces[piece] = (float)(fixedMs + At(cumulated, to) - At(cumulated, from));
        }

        return pieces;
    }

    private static double At(double[] cumulated, double position)
    {
        var whole = Math.Min((int)position, cumulated.Length - 2);
        return cumulated[whole] + ((position - whole) * (cumulated[whole + 1] - cumulated[whole]));
    }
}
