using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Units;
using Stoker.Reports.Failures;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Executors;

/// <summary>Finds what stands out among executors: losses, exclusion, idleness, garbage collection, imbalance, failures in one place.</summary>
public static class ExecutorRemarks
{
    /// <summary>Remarks, the gravest first; empty when nothing stands out.</summary>
    public static IReadOnlyList<ExecutorRemark> Of(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var workers = application.Executors.Where(executor => executor.TotalTasks > 0 || !executor.IsDriver).ToList();
        return
        [
            .. Losses(workers, application),
            .. Remark(workers.Where(executor => executor.IsExcluded || executor.ExcludedInStages.Count > 0), _ => "excluded by Spark after failures"),
            .. Remark(workers.Where(executor => HasMostFailures(executor, workers)), executor => $"{executor.FailedTasks} of {workers.Sum(other => other.FailedTasks)} failed attempts"),
            .. GarbageCollection(workers),
            .. Uneven(workers, application),
            .. Remark(workers.Where(executor => executor.TotalTasks == 0 && workers.Exists(other => other.TotalTasks > 0)), _ => "never ran a task"),
        ];
    }

    /// <summary>Whether an executor went for a reason that is part of normal operation.</summary>
    internal static bool IsOrderlyRemoval(string? reason) => reason is null or ""
        || reason.Contains("idle", StringComparison.OrdinalIgnoreCase)
        || reason.Contains("killed by driver", StringComparison.OrdinalIgnoreCase)
        || reason.Contains("decommission", StringComparison.OrdinalIgnoreCase)
        || reason.Contains("explicit termination request", StringComparison.OrdinalIgnoreCase)
        || reason.Contains("by request", StringComparison.OrdinalIgnoreCase)
        || reason.Contains("exit code 0", StringComparison.OrdinalIgnoreCase)
        || reason.Contains("Stage of removal", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<ExecutorRemark> Losses(List<Executor> workers, Application application)
    {
        // Once no job runs, executors go because the application ends.
        var lastWork = application.Jobs.Select(job => job.CompletionTime ?? application.EndOrLastEventTime).DefaultIfEmpty(application.EndOrLastEventTime).Max();
        return workers
            .Where(executor => executor.RemoveTime < lastWork && !IsOrderlyRemoval(executor.RemoveReason))
            .Select(executor => (executor.Id, Cause: FailureCause.Of(executor.RemoveReason ?? "")))
            .GroupBy(loss => FailureCause.WithoutNumbers(loss.Cause), StringComparer.Ordinal)
            .Select(group => new ExecutorRemark([.. group.Select(loss => loss.Id)], "lost: " + group.First().Cause, IsLoss: true));
    }

    private static bool HasMostFailures(Executor executor, List<Executor> workers) =>
        workers.Count > 2 && executor.FailedTasks >= ExecutorThresholds.LeastFailures
            && executor.FailedTasks > ExecutorThresholds.FailureShare * workers.Sum(other => (long)other.FailedTasks);

    private static IEnumerable<ExecutorRemark> GarbageCollection(List<Executor> workers)
    {
        var heavy = workers.Where(executor => executor.TotalDuration.Value >= ExecutorThresholds.LeastTaskTimeMs
            && executor.TotalGcTime.Value > ExecutorThresholds.GarbageCollectionShare * executor.TotalDuration.Value).ToList();
        var collecting = heavy.Sum(executor => executor.TotalGcTime.Value);
        var share = Quantity.Share(collecting, heavy.Sum(executor => executor.TotalDuration.Value));
        return heavy.Count == 0 ? [] : [new([.. heavy.Select(executor => executor.Id)], $"{share} of task time in garbage collection", IsLoss: false)];
    }

    private static IEnumerable<ExecutorRemark> Uneven(List<Executor> workers, Application application)
    {
        // One that lived longer did more: only lives of like length are compared.
        var longest = workers.Count == 0 ? 0 : workers.Max(LifeOf);
        var comparable = workers.Where(executor => executor.TotalTasks > 0 && executor.MaxTasks == workers[0].MaxTasks && LifeOf(executor) * 2 >= longest).ToList();
        if (comparable.Count < ExecutorThresholds.LeastExecutorsForMedian)
        {
            return [];
        }

        var median = comparable.Select(executor => executor.TotalDuration.Value).Order().ElementAt(comparable.Count / 2);
        return Remark(
            comparable.Where(executor => executor.TotalDuration.Value >= ExecutorThresholds.LeastTaskTimeMs
                && executor.TotalDuration.Value > ExecutorThresholds.UnevenRatio * median),
            executor => $"{Quantity.Duration(executor.TotalDuration)} of task time, the median executor {Quantity.Duration(new Milliseconds(median))}");

        long LifeOf(Executor executor) => ((executor.RemoveTime ?? application.EndOrLastEventTime) - executor.AddTime).Value;
    }

    private static IEnumerable<ExecutorRemark> Remark(IEnumerable<Executor> executors, Func<Executor, string> text) => executors
        .GroupBy(text, StringComparer.Ordinal)
        .Select(group => new ExecutorRemark([.. group.Select(executor => executor.Id)], group.Key, IsLoss: false));
}
