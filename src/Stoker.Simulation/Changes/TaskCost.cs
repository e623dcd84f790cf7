using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>What a task costs whatever it reads: each of another number of tasks pays it, and the rest goes with the bytes.</summary>
internal static class TaskCost
{
    /// <summary>With fewer tasks the smallest says little of what they have in common, and most of their time is code that runs for the first time.</summary>
    private const int FewTasks = 8;

    /// <summary>Most that a task with Python is taken to cost whatever its size, where few tell it, ms.</summary>
    private const double LittlePythonMs = 50;

    /// <summary>Most that one is taken to cost in the JVM and with Python: one that has nothing to do but start takes 2 to 50 ms, or 50 to 75 with Python. The rest of a larger one is work.</summary>
    private const double MostMs = 50, MostPythonMs = 100;

    /// <summary>Work at rates that are slow for any operator: 20 MB and 200,000 rows a second in the JVM, 10,000 rows with Python. What tasks take beyond them is not for what they read.</summary>
    private const double BytesPerMs = 20_000, RowsPerMs = 200, PythonRowsPerMs = 10;

    /// <summary>A mean above so many medians is that of a few heavy tasks.</summary>
    private const double Uneven = 1.5;

    /// <summary>
    /// What each task of a stage pays of its time, and what each would pay in another number of tasks, ms. Of few tasks nearly all may be code that runs for the first time, which is
    /// charged apart: what they have left is no measure of what others will cost.
    /// </summary>
    /// <param name="stage">The stage.</param>
    /// <param name="tasks">Times of its tasks.</param>
    /// <param name="usualMs">What such a task costs in a JVM that ran as many tasks as its did, ms.</param>
    /// <param name="isLocal">Whether driver and tasks are one process, where a task waits for little but what all tasks pay.</param>
    public static (double PaidMs, double PaysMs) Of(ReplayStage stage, float[] tasks, double usualMs, bool isLocal)
    {
        if (tasks.Length < FewTasks)
        {
            var usual = stage.RunsPython ? LittlePythonMs : isLocal ? usualMs : Math.Max(usualMs, stage.OverheadMs);
            return (Math.Min(usual, tasks.Min()), usual);
        }

        var own = Math.Min(tasks.Average(), Math.Max(OwnMs(stage, tasks), stage.DriverShare * tasks.Average()));
        return (own, own);
    }

    private static double OwnMs(ReplayStage stage, float[] tasks)
    {
        var sorted = tasks.Order().ToArray();
        var (usual, most) = (Math.Min(tasks.Average(), Uneven * sorted[sorted.Length / 2]), MostOf(stage));
        var least = Math.Max(stage.OverheadMs, Math.Min(most, sorted[sorted.Length / 20] * 0.5));
        if (FileCost.OwnMs(stage, tasks) is { } told)
        {
            return Math.Max(stage.OverheadMs, Math.Min(told, most));
        }

        return WorkMs(stage, tasks.Length) is { } work ? Math.Max(least, Math.Min(most, usual - work)) : least;
    }

    /// <summary>Most that a task of a stage is taken to cost whatever it reads, ms.</summary>
    public static double MostOf(ReplayStage stage) => stage.RunsPython ? MostPythonMs : MostMs;

    /// <summary>What each of so many tasks takes for what it reads, at slow rates; null where the log does not tell what they read.</summary>
    private static double? WorkMs(ReplayStage stage, int tasks) => stage.RecordsRead is not { } rows || stage.InputBytes is not { } bytes
        ? null
        : ((bytes.Sum(size => (double)size) / BytesPerMs) + (rows / (stage.RunsPython ? PythonRowsPerMs : RowsPerMs))) / tasks;
}
