namespace Stoker.Simulation.Programs;

/// <summary>
/// What a task that reads small files pays for itself, however many of them it reads: its start, readers, its blocks of the shuffle. Tasks that read more and fewer bytes tell it: the cost of
/// no file at all. Where all read alike the log cannot tell, and what a file takes is taken for opening it and for its bytes and rows at an ordinary rate.
/// </summary>
internal static class FileCost
{
    /// <summary>Larger files cost by their bytes, whose time the log has.</summary>
    private const double MostFileBytes = 1 << 20;

    /// <summary>Opening a file: on a disk of the machine (a task of 32 files of 5 KB took 194 ms on Spark 3.5, one of a single file 53 ms), and on a store in the network.</summary>
    private const double LocalOpenMs = 5, RemoteOpenMs = 15;

    /// <summary>Slow for every format: 20 MB/s.</summary>
    private const double OrdinaryBytesPerMs = 20_000;

    /// <summary>From this ratio on of the bytes of large and small tasks, their times tell what bytes cost.</summary>
    private const double Uneven = 1.5;

    private const int FewTasks = 8;

    /// <summary>Share of the time of the stage's tasks that each pays for itself, and whether its tasks told it; null where files are not small, or fewer than tasks.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="taskMs">Times of its tasks.</param>
    /// <param name="isLocal">Whether the files are taken to lie on the machine.</param>
    /// <param name="factor">By how much a file is taken to cost more than it seems.</param>
    public static (double Share, bool IsTold)? Of(ReplayStage stage, float[] taskMs, bool isLocal, double factor)
    {
        if (stage.Scan is not { } scan || scan.Files < taskMs.Length || taskMs.Length < FewTasks || scan.Bytes / (double)scan.Files > MostFileBytes || stage.RunsPython)
        {
            return null;
        }

        var mean = taskMs.Average();
        if (mean <= 0)
        {
            return null;
        }

        if (OwnMs(stage, taskMs) is { } own)
        {
            return (Math.Clamp(own / mean, 0, 1), true);
        }

        var each = (isLocal ? LocalOpenMs : RemoteOpenMs) + (scan.Bytes / (double)scan.Files / OrdinaryBytesPerMs);
        return (Math.Clamp(1 - (factor * each * scan.Files / taskMs.Length / mean), 0, 1), false);
    }

    /// <summary>Time of a task without bytes, by a line through the medians of the quarter with the fewest and that with the most bytes; null where both read alike, or more bytes take no longer.</summary>
    internal static double? OwnMs(ReplayStage stage, float[] taskMs)
    {
        if (stage.InputBytes is not { } bytes || bytes.Length != taskMs.Length)
        {
            return null;
        }

        var order = Enumerable.Range(0, bytes.Length).OrderBy(task => bytes[task]).ToArray();
        var quarter = bytes.Length / 4;
        var (few, many) = (Median(order[..quarter], bytes), Median(order[^quarter..], bytes));
        var (quick, slow) = (Median(order[..quarter], taskMs), Median(order[^quarter..], taskMs));
        return many > few && many >= Uneven * few && slow > quick ? Math.Max(0, quick - ((slow - quick) / (many - few) * few)) : null;
    }

    private static double Median(int[] tasks, float[] values) => tasks.Select(task => values[task]).Order().ElementAt(tasks.Length / 2);
}
