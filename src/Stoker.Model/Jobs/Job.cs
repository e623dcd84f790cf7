using System.Globalization;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.Model.Jobs;

/// <summary>A Spark job: what one action asked the scheduler for (JobStart and JobEnd; counters as in AppStatusListener.scala).</summary>
public sealed record Job
{
    /// <summary>Number of the job.</summary>
    public required JobId Id { get; init; }

    /// <summary>Name of its last stage, the call site of the action; empty when the log has no stage of it.</summary>
    public required string Name { get; init; }

    /// <summary>Property <c>spark.job.description</c> when it was submitted; absent when not set.</summary>
    public string? Description { get; init; }

    /// <summary>Property <c>spark.jobGroup.id</c>; absent when not set.</summary>
    public string? Group { get; init; }

    /// <summary>Property <c>spark.job.tags</c>, sorted; empty when not set.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Property <c>spark.scheduler.pool</c>; absent when not set.</summary>
    public string? Pool { get; init; }

    /// <summary>Property <c>callSite.short</c>, where the program called; absent when not set.</summary>
    public string? CallSite { get; init; }

    /// <summary>SQL execution that the job belongs to; absent for jobs of RDD code.</summary>
    public ExecutionId? Execution { get; init; }

    /// <summary>When it was submitted; absent in logs of Spark 1.x that do not say.</summary>
    public Timestamp? SubmissionTime { get; init; }

    /// <summary>When it ended; absent while it runs.</summary>
    public Timestamp? CompletionTime { get; init; }

    /// <summary>How it stands.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>Message of the exception that ended it; absent unless it failed.</summary>
    public string? FailureMessage { get; init; }

    /// <summary>Whether somebody ended it, a person or a streaming query that was stopped, by the scheduler's own words: nothing in it failed.</summary>
    public bool IsCancelled => Status == JobStatus.Failed && FailureMessage is { } message
        && (message.StartsWith("[SPARK_JOB_CANCELLED]", StringComparison.Ordinal) || message.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Job {Id.Value} cancelled"), StringComparison.Ordinal));

    /// <summary>All stages of its graph in the order of the event, those that were skipped included.</summary>
    public required IReadOnlyList<StageId> Stages { get; init; }

    /// <summary>Tasks planned at the start, skipped stages included: an over-estimate by design of Spark.</summary>
    public int TaskCount { get; init; }

    /// <summary>Task attempts without an end.</summary>
    public int ActiveTasks { get; init; }

    /// <summary>Task attempts that succeeded, duplicates included.</summary>
    public int CompletedTasks { get; init; }

    /// <summary>Tasks of skipped stages.</summary>
    public int SkippedTasks { get; init; }

    /// <summary>Task attempts that failed.</summary>
    public int FailedTasks { get; init; }

    /// <summary>Task attempts that were killed.</summary>
    public int KilledTasks { get; init; }

    /// <summary>Distinct tasks that succeeded.</summary>
    public int CompletedIndices { get; init; }

    /// <summary>Stage attempts that run.</summary>
    public int ActiveStages { get; init; }

    /// <summary>Distinct stages that completed.</summary>
    public int CompletedStages { get; init; }

    /// <summary>Distinct stages that were skipped since their output was there.</summary>
    public int SkippedStages { get; init; }

    /// <summary>Stage attempts that failed.</summary>
    public int FailedStages { get; init; }

    /// <summary>Number of killed task attempts by reason.</summary>
    public IReadOnlyDictionary<string, int> KilledTasksByReason { get; init; } = new Dictionary<string, int>();
}
