namespace Stoker.Simulation.Changes;

/// <summary>Splits or joins the tasks of a stage so that the same bytes lie in another number of partitions.</summary>
internal static class Resizing
{
    /// <summary>A task this many times the median is one heavy key or file: it moves whole.</summary>
    private const double Heavy = 3;

    /// <summary>And takes more than this, in ms: what a task that has nothing to read takes by chance, for a pause of the collector or code that is compiled.</summary>
    private const double LeastHeavyMs = 100;

    /// <summary>Slot times of the stage in another number of tasks.</summary>
    /// <param name="taskMs">Slot time of each task.</param>
    /// <param name="count">Number of tasks wanted, at least 1.</param>
    /// <param name="fixedMs">What a task costs whatever its size; the rest goes with its share of the bytes.</param>
    /// <param name="fixedAfterMs">What each of the wanted tasks costs whatever its size.</param>
    public static float[] To(float[] taskMs, int count, double fixedMs, double fixedAfterMs)
    {
        if (count == taskMs.Length || taskMs.Length == 0)
        {
            return taskMs;
        }

        var sorted = taskMs.Order().ToArray();
        var most = Math.Max(Heavy * sorted[sorted.Length / 2], LeastHeavyMs);
        var heavy = taskMs.Length < 4 ? [] : taskMs.Where(ms => ms > most).ToArray();
        if (heavy.Length >= count)
        {
            heavy = [];
        }

        var light = heavy.Length == 0 ? taskMs : taskMs.Where(ms => ms <= most).ToArray();

        // Where tasks cost more than the smaller ones took, what is left of each is a share of its time: the mean tells what they cost, single times are a matter of chance.
        var share = Math.Clamp(fixedMs / Math.Max(light.Average(), 1e-3), 0, 1);
        var left = fixedMs <= sorted[sorted.Length / 4] ? light.Select(ms => (float)(ms - fixedMs)) : light.Select(ms => (float)(ms * (1 - share)));
        return [.. Cut([.. left], count - heavy.Length).Select(ms => (float)(ms + fixedAfterMs)), .. heavy];
    }

    /// <summary>Slot times in another number of tasks, each of which pays a share of its time whatever it reads: small files, one of which is none the heavier for having taken longer.</summary>
    /// <param name="taskMs">Slot time of each task.</param>
    /// <param name="count">Number of tasks wanted, at least 1.</param>
    /// <param name="share">Share of its time that a task pays for itself.</param>
    public static float[] ToShare(float[] taskMs, int count, double share)
    {
        var own = share * taskMs.Average();
        return [.. Cut([.. taskMs.Select(ms => (float)(ms * (1 - share)))], count).Select(ms => (float)(ms + own))];
    }

    /// <summary>Spreads what is above the others: no task takes longer than twice the median, the excess becomes tasks of its own.</summary>
    public static float[] Even(float[] taskMs) => [.. taskMs.Zip(PiecesOf(taskMs)).SelectMany(task => Enumerable.Repeat(task.First / task.Second, task.Second))];

    /// <summary>In how many tasks each is cut where they are evened out: 1 for those up to twice the median.</summary>
    public static int[] PiecesOf(float[] taskMs)
    {
        if (taskMs.Length == 0)
        {
            return [];
        }

        var sorted = taskMs.Order().ToArray();
        var most = Math.Max(1, 2 * sorted[sorted.Length / 2]);
        return [.. taskMs.Select(ms => Math.Max(1, (int)Math.Ceiling(ms / most)))];
    }

    /// <summary>Cuts the summed curve of work into equal stretches of partitions, so that uneven partitions stay uneven where they are joined.</summary>
    private static float[] Cut(float[] taskMs, int count)
    {
        var cumulated = new double[taskMs.Length + 1];
        for (var task = 0; task < taskMs.Length; task++)
        {
            cumulated[task + 1] = cumulated[task] + Math.Max(0, taskMs[task]);
        }

        var pieces = new float[count];
        for (var piece = 0; piece < count; piece++)
        {
            var (from, to) = (piece * (double)taskMs.Length / count, (piece + 1) * (double)taskMs.Length / count);
            pieces[piece] = (float)(At(cumulated, to) - At(cumulated, from));
        }

        return pieces;
    }

    private static double At(double[] cumulated, double position)
    {
        var whole = Math.Min((int)position, cumulated.Length - 2);
        return cumulated[whole] + ((position - whole) * (cumulated[whole + 1] - cumulated[whole]));
    }
}
