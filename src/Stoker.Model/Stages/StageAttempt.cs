using Stoker.Model.Executors;
using Stoker.Model.Jobs;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Model.Stages;

/// <summary>An attempt of a stage, with its tasks (StageSubmitted, StageCompleted and task events; counters as in AppStatusListener.scala).</summary>
public sealed record StageAttempt
{
    /// <summary>Stage and attempt.</summary>
    public required StageAttemptId Id { get; init; }

    /// <summary>Call site, such as <c>count at job.py:12</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Stack of the call site; empty when the log has none.</summary>
    public string Details { get; init; } = "";

    /// <summary>Property <c>spark.job.description</c> at submission; absent when not set.</summary>
    public string? Description { get; init; }

    /// <summary>Scheduler pool, <c>default</c> unless set.</summary>
    public string Pool { get; init; } = "default";

    /// <summary>How it stands.</summary>
    public required StageStatus Status { get; init; }

    /// <summary>Jobs that it was run for, ascending.</summary>
    public required IReadOnlyList<JobId> Jobs { get; init; }

    /// <summary>Stages whose output it reads.</summary>
    public IReadOnlyList<StageId> Parents { get; init; } = [];

    /// <summary>RDDs of its lineage in the order of the log.</summary>
    public IReadOnlyList<Rdd> Rdds { get; init; } = [];

    /// <summary>Tasks planned; attempts of tasks are more when tasks failed or were speculated.</summary>
    public required int TaskCount { get; init; }

    /// <summary>When it was submitted; absent for a stage that never was.</summary>
    public Timestamp? SubmissionTime { get; init; }

    /// <summary>Earliest launch of a task.</summary>
    public Timestamp? FirstTaskLaunchTime { get; init; }

    /// <summary>When it completed or failed.</summary>
    public Timestamp? CompletionTime { get; init; }

    /// <summary>Why it failed; absent unless it did.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Resource profile of its executors; 0 is the default profile.</summary>
    public ResourceProfileId ResourceProfile { get; init; }

    /// <summary>Whether push-based shuffle was on for it.</summary>
    public bool IsShufflePushEnabled { get; init; }

    /// <summary>Number of merger locations of push-based shuffle.</summary>
    public int ShuffleMergerCount { get; init; }

    /// <summary>Task attempts without an end.</summary>
    public int ActiveTasks { get; init; }

    /// <summary>Task attempts that succeeded, duplicates included.</summary>
    public int CompletedTasks { get; init; }

    /// <summary>Task attempts that failed.</summary>
    public int FailedTasks { get; init; }

    /// <summary>Task attempts that were killed.</summary>
    public int KilledTasks { get; init; }

    /// <summary>Distinct task indices that succeeded.</summary>
    public int CompletedIndices { get; init; }

    /// <summary>Number of killed task attempts by reason.</summary>
    public IReadOnlyDictionary<string, int> KilledTasksByReason { get; init; } = new Dictionary<string, int>();

    /// <summary>Task starts by locality.</summary>
    public IReadOnlyDictionary<TaskLocality, int> LocalityCounts { get; init; } = new Dictionary<TaskLocality, int>();

    /// <summary>Sums of task metrics.</summary>
    public required StageTotals Totals { get; init; }

    /// <summary>All task attempts.</summary>
    public required TaskTable Tasks { get; init; }

    /// <summary>Memory peaks over its executors; absent when none were logged.</summary>
    public ExecutorPeaks? Peaks { get; init; }

    /// <summary>Accumulators that the program named, with final values.</summary>
    public IReadOnlyList<StageAccumulable> Accumulables { get; init; } = [];

    /// <summary>Executors that Spark excluded for it.</summary>
    public IReadOnlyCollection<string> ExcludedExecutors { get; init; } = [];

    /// <summary>Memory peaks by executor while it ran; executors that were never polled are not here.</summary>
    public IReadOnlyDictionary<string, ExecutorPeaks> PeaksByExecutor { get; init; } = new Dictionary<string, ExecutorPeaks>();

    /// <summary>Task ends by executor that told nothing of the executor's memory.</summary>
    internal IReadOnlyDictionary<string, int> UnpolledEnds { get; init; } = new Dictionary<string, int>();

    /// <summary>Task ends of kind Resubmitted, which have no row of their own.</summary>
    public IReadOnlyList<TaskResubmission> Resubmissions { get; init; } = [];

    /// <summary>What each executor did for it, ordered by executor id (ordinal); computed from the tasks at each call.</summary>
    public IReadOnlyList<StageExecutor> SummarizeExecutors() => StageExecutorSummary.Of(this);
}
