using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>Finds out what decides the number of tasks of each stage.</summary>
internal sealed class PartitionRules(Application application)
{
    private readonly EffectiveSettings _settings = new(application);

    private readonly Dictionary<ExecutionId, bool> _coalesces = [];

    public PartitionRule Of(StageAttempt stage, int tasks)
    {
        var readsShuffle = Sum(stage, TaskMetric.ShuffleRecordsRead) > 0 || Sum(stage, TaskMetric.ShuffleLocalBytesRead) > 0 || Sum(stage, TaskMetric.ShuffleRemoteBytesRead) > 0;
        if (readsShuffle)
        {
            return IsSql(stage) ? OfShuffle(stage, tasks) : PartitionRule.Fixed;
        }

        if (Sum(stage, TaskMetric.InputBytesRead) is > 0 and { } bytes && IsSql(stage))
        {
            return FollowsCores(bytes, tasks) ? PartitionRule.InputSplits : PartitionRule.Fixed;
        }

        return tasks > 1 && tasks == DefaultParallelism() && _settings.Find("spark.default.parallelism") is null ? PartitionRule.DefaultParallelism : PartitionRule.Fixed;
    }

    private PartitionRule OfShuffle(StageAttempt stage, int tasks)
    {
        if (tasks == _settings.Number("spark.sql.shuffle.partitions"))
        {
            return PartitionRule.Shuffle;
        }

        return stage.Jobs.Select(application.FindJob).Any(job => job?.Execution is { } id && Coalesces(id)) ? PartitionRule.CoalescedShuffle : PartitionRule.Fixed;
    }

    /// <summary>Whether the plan that ran says that AQE read a shuffle coalesced.</summary>
    private bool Coalesces(ExecutionId execution)
    {
        if (!_coalesces.TryGetValue(execution, out var coalesces))
        {
            var plan = application.FindSqlExecution(execution)?.Plan.Root;
            coalesces = plan?.Descend().Any(node => node.SimpleString.Contains("AQEShuffleRead coalesced", StringComparison.Ordinal)) == true;
            _coalesces.Add(execution, coalesces);
        }

        return coalesces;
    }

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
