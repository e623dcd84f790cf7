using System.Collections.Concurrent;
using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>Finds out what decides the number of tasks of each stage. Thread safe.</summary>
internal sealed class PartitionRules(Application application)
{
    private readonly EffectiveSettings _settings = new(application);

    private readonly ConcurrentDictionary<ExecutionId, bool> _coalesces = [];
    private readonly ConcurrentDictionary<ExecutionId, bool> _joins = [];

    public PartitionRule Of(StageAttempt stage, int tasks, bool knowsScan)
    {
        if (ReadsShuffle(stage))
        {
            return IsSql(stage) ? OfShuffle(stage, tasks) : PartitionRule.Fixed;
        }

        if (knowsScan)
        {
            return PartitionRule.InputSplits;
        }

        if (Sum(stage, TaskMetric.InputBytesRead) is > 0 and { } bytes && IsSql(stage))
        {
            return FollowsCores(bytes, tasks) ? PartitionRule.InputSplits : PartitionRule.Fixed;
        }

        return tasks > 1 && tasks == DefaultParallelism() && _settings.Find("spark.default.parallelism") is null ? PartitionRule.DefaultParallelism : PartitionRule.Fixed;
    }

    /// <summary>Whether a stage reads shuffles in an execution that joins by sorting or hashing.</summary>
    public bool JoinsShuffles(StageAttempt stage) => ReadsShuffle(stage)
        && stage.Jobs.Select(application.FindJob).Any(job => job?.Execution is { } id && Has(_joins, id, node => node.Name.StartsWith("SortMergeJoin", StringComparison.Ordinal) || node.Name.StartsWith("ShuffledHashJoin", StringComparison.Ordinal)));

    private static bool ReadsShuffle(StageAttempt stage) =>
        Sum(stage, TaskMetric.ShuffleRecordsRead) > 0 || Sum(stage, TaskMetric.ShuffleLocalBytesRead) > 0 || Sum(stage, TaskMetric.ShuffleRemoteBytesRead) > 0;

    private PartitionRule OfShuffle(StageAttempt stage, int tasks)
    {
        if (tasks == _settings.Number("spark.sql.shuffle.partitions"))
        {
            return PartitionRule.Shuffle;
        }

        return stage.Jobs.Select(application.FindJob).Any(job => job?.Execution is { } id && Coalesces(id)) ? PartitionRule.CoalescedShuffle : PartitionRule.Fixed;
    }

    /// <summary>Whether the plan that ran says that AQE read a shuffle coalesced.</summary>
    private bool Coalesces(ExecutionId execution) => Has(_coalesces, execution, node => node.SimpleString.Contains("AQEShuffleRead coalesced", StringComparison.Ordinal));

    private bool Has(ConcurrentDictionary<ExecutionId, bool> known, ExecutionId execution, Func<PlanNode, bool> isSuch) =>
        known.GetOrAdd(execution, id => application.FindSqlExecution(id)?.Plan.Root?.Descend().Any(isSuch) == true);

    /// <summary>Splits are below their allowed size, and there are about as many as cores.</summary>
    private bool FollowsCores(long bytes, int tasks)
    {
        var most = _settings.ByteCount("spark.sql.files.maxPartitionBytes") ?? (128L << 20);
        var cores = DefaultParallelism();
        return tasks > 1 && bytes / (double)tasks < 0.7 * most && tasks >= cores && tasks <= 2 * cores;
    }

    /// <summary>Cores of all executors that ever were there together, at least 2 on a cluster (CoarseGrainedSchedulerBackend.defaultParallelism).</summary>
    private int DefaultParallelism()
    {
        var cores = application.Executors.Where(executor => executor.TotalCores > 0).Sum(executor => executor.TotalCores);
        return _settings.Number("spark.default.parallelism") is { } set ? (int)Math.Clamp(set, 1, int.MaxValue) : Math.Max(1, cores);
    }

    private static long Sum(StageAttempt stage, TaskMetric metric) => stage.Tasks.Metric(metric)?.Sum() ?? 0;

    private bool IsSql(StageAttempt stage) => stage.Jobs.Any(id => application.FindJob(id)?.Execution is not null);
}
