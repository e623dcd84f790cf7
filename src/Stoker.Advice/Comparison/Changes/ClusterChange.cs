using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Units;

namespace Stoker.Advice.Comparison.Changes;

/// <summary>Executors of both runs: as many as were there at once, or, where that is equal and many of one run left early or came late, as many as were there on average from the first job on.</summary>
/// <param name="ExecutorsBefore">In the first run; 0 in local mode, where the driver runs the tasks.</param>
/// <param name="ExecutorsAfter">In the second.</param>
/// <param name="SlotsBefore">Tasks that an executor, or in local mode the driver, could run at once in the first run, on average.</param>
/// <param name="SlotsAfter">The same in the second.</param>
public readonly record struct ClusterChange(double ExecutorsBefore, double ExecutorsAfter, double SlotsBefore, double SlotsAfter)
{
    /// <summary>Whether executors are more in one run than in the other, both having some.</summary>
    public bool IsOfExecutors => ExecutorsBefore > 0 && ExecutorsAfter > 0 && ExecutorsBefore != ExecutorsAfter;

    /// <summary>Whether one of them could run more tasks at once.</summary>
    public bool IsOfSize => !AreAlike(SlotsBefore, SlotsAfter, ComparisonThresholds.SameSize);

    /// <summary>Slots of all executors in the first run; of the driver in local mode.</summary>
    public double TotalBefore => Math.Max(1, ExecutorsBefore) * SlotsBefore;

    /// <summary>The same in the second.</summary>
    public double TotalAfter => Math.Max(1, ExecutorsAfter) * SlotsAfter;

    /// <summary>The change; null where both had as many of the same size, or a log does not tell.</summary>
    public static ClusterChange? Of(ComparedRun before, ComparedRun after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (a, b) = (WorkersOf(before.Application), WorkersOf(after.Application));
        var (executorsBefore, executorsAfter) = ((double)MostAtOnce(a), (double)MostAtOnce(b));
        if (executorsBefore == executorsAfter && (Average(a, before.Application), Average(b, after.Application)) is var (one, other) && Math.Min(one, other) >= ComparisonThresholds.LeastExecutors && !AreAlike(one, other, ComparisonThresholds.SameAverage))
        {
            (executorsBefore, executorsAfter) = (one, other);
        }

        var change = new ClusterChange(executorsBefore, executorsAfter, SlotsOf(a, before.Application), SlotsOf(b, after.Application));
        if (change.ExecutorsBefore * change.ExecutorsAfter == 0 && change.TotalBefore == change.TotalAfter)
        {
            return null; // Local mode, and executors that have as many slots together as its driver.
        }

        return change.SlotsBefore > 0 && change.SlotsAfter > 0 && (change.ExecutorsBefore != change.ExecutorsAfter || change.IsOfSize) ? change : null;
    }

    private static bool AreAlike(double one, double other, double share) => Math.Abs(one - other) <= share * Math.Max(one, other);

    private static List<Executor> WorkersOf(Application application) => [.. application.Executors.Where(executor => !executor.IsDriver && executor.MaxTasks > 0)];

    private static int MostAtOnce(List<Executor> workers) =>
        workers.Select(worker => workers.Count(other => other.AddTime <= worker.AddTime && (other.RemoveTime is not { } end || end > worker.AddTime))).DefaultIfEmpty().Max();

    /// <summary>From the first job to the end.</summary>
    private static double Average(List<Executor> workers, Application application)
    {
        var (start, end) = (application.Jobs.Select(job => job.SubmissionTime).OfType<Timestamp>().DefaultIfEmpty(application.StartTime).Min(), application.EndOrLastEventTime);
        return workers.Sum(worker => Math.Max(0, Math.Min(worker.RemoveTime?.EpochMilliseconds ?? long.MaxValue, end.EpochMilliseconds) - Math.Max(worker.AddTime.EpochMilliseconds, start.EpochMilliseconds))) / (double)Math.Max(1, (end - start).Value);
    }

    private static double SlotsOf(List<Executor> workers, Application application) =>
        workers.Count > 0 ? workers.Average(worker => worker.MaxTasks) : application.Executors.Select(executor => executor.MaxTasks).DefaultIfEmpty().Max();
}
