using Stoker.Model.Executors;
using Stoker.Model.Jobs;
using Stoker.Model.Reading;
using Stoker.Model.Sessions;
using Stoker.Model.Settings;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Storage;
using Stoker.Model.Streaming;
using Stoker.Model.Units;

namespace Stoker.Model;

/// <summary>
/// One attempt of a Spark application, as its event log tells it: the root of the model. Built once, then immutable and thread safe.
/// Numbers equal those of Spark's History Server on a clean log (see docs/internals/model.md).
/// </summary>
public sealed record Application
{
    /// <summary>Application id; empty when the log lacks ApplicationStart or its id.</summary>
    public required string Id { get; init; }

    /// <summary>Attempt id; absent where the cluster manager has no attempts.</summary>
    public string? AttemptId { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>User.</summary>
    public required string User { get; init; }

    /// <summary>Version of Spark as logged, vendor suffix included; empty before Spark 1.4 and where the log does not say.</summary>
    public required string SparkVersion { get; init; }

    /// <summary>When it started; for a log without ApplicationStart, the first time in the log.</summary>
    public required Timestamp StartTime { get; init; }

    /// <summary>When it ended; absent when the log has no ApplicationEnd: it runs, was killed, or the log is cut off.</summary>
    public Timestamp? EndTime { get; init; }

    /// <summary>The last time in the log: where an unfinished application, task or stage is taken to be.</summary>
    public required Timestamp LastEventTime { get; init; }

    /// <summary>Exit code; since Spark 4.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Jobs ascending by id.</summary>
    public required IReadOnlyList<Job> Jobs { get; init; }

    /// <summary>Stage attempts ascending by stage and attempt, skipped stages included.</summary>
    public required IReadOnlyList<StageAttempt> Stages { get; init; }

    /// <summary>Driver and executors in the order of their registration; a re-registered id is here once for each life.</summary>
    public required IReadOnlyList<Executor> Executors { get; init; }

    /// <summary>SQL executions ascending by id.</summary>
    public required IReadOnlyList<SqlExecution> SqlExecutions { get; init; }

    /// <summary>RDDs that the program persisted, ascending by id.</summary>
    public required IReadOnlyList<CachedRdd> CachedRdds { get; init; }

    /// <summary>Settings.</summary>
    public required ApplicationSettings Settings { get; init; }

    /// <summary>Resource profiles ascending by id.</summary>
    public IReadOnlyList<ResourceProfile> ResourceProfiles { get; init; } = [];

    /// <summary>Processes beside driver and executors.</summary>
    public IReadOnlyList<MiscellaneousProcess> MiscellaneousProcesses { get; init; } = [];

    /// <summary>Runs of Structured Streaming queries in the order of their start.</summary>
    public IReadOnlyList<StreamingQuery> StreamingQueries { get; init; } = [];

    /// <summary>Sessions of Spark Connect and the Thrift server.</summary>
    public IReadOnlyList<ClientSession> ClientSessions { get; init; } = [];

    /// <summary>Statements of Spark Connect and the Thrift server.</summary>
    public IReadOnlyList<ClientOperation> ClientOperations { get; init; } = [];

    /// <summary>What was read, and what could not be read.</summary>
    public required ReadingReport Reading { get; init; }

    /// <summary>Whether the log holds the application's end.</summary>
    public bool IsComplete => EndTime is not null;

    /// <summary>End, or the last time in the log for an application without one.</summary>
    public Timestamp EndOrLastEventTime => EndTime ?? LastEventTime;

    /// <summary>From start to end, or to the last time in the log; absent where the log puts the end before the start.</summary>
    public Milliseconds? WallTime => EndOrLastEventTime >= StartTime ? EndOrLastEventTime - StartTime : null;

    /// <summary>Task attempts in all.</summary>
    public long TaskAttemptCount => Stages.Sum(stage => (long)stage.Tasks.Count);

    /// <summary>The job of an id, or null.</summary>
    public Job? FindJob(JobId id) => Find(Jobs, id, job => job.Id);

    /// <summary>The stage attempt of an id, or null.</summary>
    public StageAttempt? FindStage(StageAttemptId id) => Find(Stages, id, stage => stage.Id);

    /// <summary>All attempts of a stage, ascending.</summary>
    public IEnumerable<StageAttempt> FindStages(StageId id) => Stages.Where(stage => stage.Id.Stage == id);

    /// <summary>The SQL execution of an id, or null.</summary>
    public SqlExecution? FindSqlExecution(ExecutionId id) => Find(SqlExecutions, id, execution => execution.Id);

    private static T? Find<T, TKey>(IReadOnlyList<T> sorted, TKey key, Func<T, TKey> keyOf)
        where T : class
        where TKey : IComparable<TKey>
    {
        var (low, high) = (0, sorted.Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var order = keyOf(sorted[middle]).CompareTo(key);
            if (order == 0)
            {
                return sorted[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}
