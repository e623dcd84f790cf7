namespace Stoker.Reports.Contracts;

// The parts of stoker/analysis/1 that describe work: SQL executions, jobs, stages, executors.

internal sealed record SqlExecutionDocument
{
    public required long Id { get; init; }

    /// <summary>Execution that started this one; absent for a root.</summary>
    public long? RootId { get; init; }

    public required string Description { get; init; }

    public required string Status { get; init; }

    public string? StartTime { get; init; }

    public string? EndTime { get; init; }

    public string? Error { get; init; }

    public required IReadOnlyList<int> Jobs { get; init; }

    public required IReadOnlyList<int> Stages { get; init; }

    public required int PlanUpdates { get; init; }

    public TimeDocument? Time { get; init; }
}

internal sealed record JobDocument
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? Group { get; init; }

    public string? CallSite { get; init; }

    public long? SqlExecution { get; init; }

    public required string Status { get; init; }

    public string? SubmissionTime { get; init; }

    public string? CompletionTime { get; init; }

    public string? Failure { get; init; }

    public required IReadOnlyList<int> Stages { get; init; }

    public TimeDocument? Time { get; init; }
}

internal sealed record StageDocument
{
    public required int Id { get; init; }

    public required int Attempt { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Status { get; init; }

    public required IReadOnlyList<int> Jobs { get; init; }

    public required IReadOnlyList<int> Parents { get; init; }

    public string? SubmissionTime { get; init; }

    public string? FirstTaskLaunchTime { get; init; }

    public string? CompletionTime { get; init; }

    public string? Failure { get; init; }

    public required int TaskCount { get; init; }

    public required TaskAttemptsDocument TaskAttempts { get; init; }

    public TaskDurationDocument? TaskDuration { get; init; }

    public required StageTotalsDocument Totals { get; init; }

    public TimeDocument? Time { get; init; }
}

internal sealed record TaskAttemptsDocument
{
    public required int Succeeded { get; init; }

    public required int Failed { get; init; }

    public required int Killed { get; init; }

    public required int Running { get; init; }
}

/// <summary>Durations of task attempts of any outcome.</summary>
internal sealed record TaskDurationDocument
{
    public required long SumMs { get; init; }

    public required long MedianMs { get; init; }

    public required long MaximumMs { get; init; }
}

/// <summary>Sums over all task attempts; a metric that no task logged is absent.</summary>
internal sealed record StageTotalsDocument
{
    public long? RunMs { get; init; }

    public double? CpuMs { get; init; }

    public long? GcMs { get; init; }

    public long? InputBytes { get; init; }

    public long? InputRecords { get; init; }

    public long? OutputBytes { get; init; }

    public long? OutputRecords { get; init; }

    public long? ShuffleReadLocalBytes { get; init; }

    public long? ShuffleReadRemoteBytes { get; init; }

    public long? ShuffleReadRecords { get; init; }

    public long? ShuffleWriteBytes { get; init; }

    public long? ShuffleWriteRecords { get; init; }

    public long? MemorySpillBytes { get; init; }

    public long? DiskSpillBytes { get; init; }

    public long? ResultBytes { get; init; }
}

internal sealed record ExecutorDocument
{
    public required string Id { get; init; }

    public string? Host { get; init; }

    public required string AddTime { get; init; }

    public string? RemoveTime { get; init; }

    public string? RemoveReason { get; init; }

    public required bool IsExcluded { get; init; }

    public required int Cores { get; init; }

    public required int Slots { get; init; }

    public required int TaskAttempts { get; init; }

    public required int FailedTaskAttempts { get; init; }

    public required long TaskMs { get; init; }

    public required long GcMs { get; init; }

    public required long InputBytes { get; init; }

    public required long ShuffleReadBytes { get; init; }

    public required long ShuffleWriteBytes { get; init; }

    public long? PeakHeapBytes { get; init; }
}
