using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>Finds out what decides the number of tasks of each stage. Thread safe.</summary>
internal sealed partial class PartitionRules
{
    private readonly Application _application;
    private readonly EffectiveSettings _settings;
    private readonly Lazy<bool> _choosesNumbers;

    private readonly ConcurrentDictionary<ExecutionId, bool> _coalesces = [];
    private readonly ConcurrentDictionary<ExecutionId, bool> _joins = [];

    public PartitionRules(Application application)
    {
        (_application, _settings) = (application, new EffectiveSettings(application));
        _choosesNumbers = new(ChoosesNumbers);
    }

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

        return tasks > 1 && tasks == DefaultParallelism() && _settings.Find("spark.default.parallelism") is null && !IsChosen(stage, tasks) ? PartitionRule.DefaultParallelism : PartitionRule.Fixed;
    }

    /// <summary>
    /// Whether the program chose the number itself, which is that of the cores by chance: a range with a row for each partition, which more of them would leave as it is; or, where nothing tells
    /// the rows, a program that has other numbers for other collections.
    /// </summary>
    private bool IsChosen(StageAttempt stage, int tasks) => RangeOf(stage, tasks) is { } rows ? rows <= tasks : _choosesNumbers.Value;

    /// <summary>Rows of a range of so many splits that the stage may be reading.</summary>
    private long? RangeOf(StageAttempt stage, int tasks)
    {
        foreach (var id in stage.Jobs.Select(_application.FindJob).Select(job => job?.Execution).OfType<ExecutionId>())
        {
            foreach (var node in _application.FindSqlExecution(id)?.Plan.Root?.Descend() ?? [])
            {
                if (node.Name == "Range" && Range().Match(node.SimpleString) is { Success: true } range && Number(range, "splits") == tasks && Number(range, "step") is { } step and not 0)
                {
                    return Math.Abs((Number(range, "end") - Number(range, "start")) / step);
                }
            }
        }

        return null;
    }

    private static long Number(Match range, string name) => long.Parse(range.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>Whether stages that read neither files nor a shuffle have numbers of tasks that no default gives. Part of the partitions, as <c>take</c> runs them, tells nothing.</summary>
    private bool ChoosesNumbers() => _application.Stages.Any(stage => stage.Tasks.Count > 1 && stage.TaskCount != DefaultParallelism() && stage.Rdds.Any(rdd => rdd.PartitionCount > 0) && stage.Rdds.All(rdd => rdd.PartitionCount == stage.TaskCount)
        && !ReadsShuffle(stage) && Sum(stage, TaskMetric.InputBytesRead) == 0);

    /// <summary>RangeExec.simpleString; numbers of 18 digits fit.</summary>
    [GeneratedRegex(@"^Range \((?<start>-?\d{1,18}), (?<end>-?\d{1,18}), step=(?<step>-?\d{1,18}), splits=(?:Some\()?(?<splits>\d{1,9})")]
    private static partial Regex Range();

    /// <summary>Whether a stage reads shuffles in an execution that joins by sorting or hashing.</summary>
    public bool JoinsShuffles(StageAttempt stage) => ReadsShuffle(stage)
        && stage.Jobs.Select(_application.FindJob).Any(job => job?.Execution is { } id && Has(_joins, id, node => node.Name.StartsWith("SortMergeJoin", StringComparison.Ordinal) || node.Name.StartsWith("ShuffledHashJoin", StringComparison.Ordinal)));

    private static bool ReadsShuffle(StageAttempt stage) =>
        Sum(stage, TaskMetric.ShuffleRecordsRead) > 0 || Sum(stage, TaskMetric.ShuffleLocalBytesRead) > 0 || Sum(stage, TaskMetric.ShuffleRemoteBytesRead) > 0;

    private PartitionRule OfShuffle(StageAttempt stage, int tasks)
    {
        if (tasks == _settings.Number("spark.sql.shuffle.partitions"))
        {
            return PartitionRule.Shuffle;
        }

        return stage.Jobs.Select(_application.FindJob).Any(job => job?.Execution is { } id && Coalesces(id)) ? PartitionRule.CoalescedShuffle : PartitionRule.Fixed;
    }

    /// <summary>Whether the plan that ran says that AQE read a shuffle coalesced.</summary>
    private bool Coalesces(ExecutionId execution) => Has(_coalesces, execution, node => node.SimpleString.Contains("AQEShuffleRead coalesced", StringComparison.Ordinal));

    private bool Has(ConcurrentDictionary<ExecutionId, bool> known, ExecutionId execution, Func<PlanNode, bool> isSuch) =>
        known.GetOrAdd(execution, id => _application.FindSqlExecution(id)?.Plan.Root?.Descend().Any(isSuch) == true);

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
        var cores = _application.Executors.Where(executor => executor.TotalCores > 0).Sum(executor => executor.TotalCores);
        return _settings.Number("spark.default.parallelism") is { } set ? (int)Math.Clamp(set, 1, int.MaxValue) : Math.Max(1, cores);
    }

    private static long Sum(StageAttempt stage, TaskMetric metric) => stage.Tasks.Metric(metric)?.Sum() ?? 0;

    private bool IsSql(StageAttempt stage) => stage.Jobs.Any(id => _application.FindJob(id)?.Execution is not null);
}
