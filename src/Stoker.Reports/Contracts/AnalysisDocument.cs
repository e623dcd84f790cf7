using System.Text.Json.Serialization;

namespace Stoker.Reports.Contracts;

/// <summary>The contract <c>stoker/analysis/1</c> (docs/specs/analysis-1.md). Additions are free; removals and changed meanings take a new number.</summary>
internal sealed record AnalysisDocument
{
    public const string SchemaName = "stoker/analysis/1";

    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SchemaName;

    public required string StokerVersion { get; init; }

    public required SourceDocument Source { get; init; }

    public required ApplicationDocument Application { get; init; }

    /// <summary>One sentence that says what the time went to.</summary>
    public required string Summary { get; init; }

    public required TimeDocument Time { get; init; }

    /// <summary>True when no executor told its slots, so that they are the most tasks that ever ran at once.</summary>
    public required bool SlotsAreInferred { get; init; }

    public required IReadOnlyList<PathSegmentDocument> CriticalPath { get; init; }

    public required IReadOnlyList<FindingDocument> Findings { get; init; }

    /// <summary>Findings that the configuration accepts; absent when there are none.</summary>
    public IReadOnlyList<AcceptedFindingDocument>? AcceptedFindings { get; init; }

    /// <summary>Findings that are left out since the baseline has them; absent when there are none.</summary>
    public int? BaselineFindingCount { get; init; }

    public required IReadOnlyList<NotCheckedDocument> NotChecked { get; init; }

    public required IReadOnlyList<SqlExecutionDocument> SqlExecutions { get; init; }

    /// <summary>Absent where no streaming query ran.</summary>
    public IReadOnlyList<StreamingQueryDocument>? StreamingQueries { get; init; }

    public required IReadOnlyList<JobDocument> Jobs { get; init; }

    public required IReadOnlyList<StageDocument> Stages { get; init; }

    public required IReadOnlyList<FailureDocument> Failures { get; init; }

    public required IReadOnlyList<ExecutorDocument> Executors { get; init; }

    public required IReadOnlyList<ExecutorRemarkDocument> ExecutorRemarks { get; init; }

    public required DataQualityDocument DataQuality { get; init; }

    /// <summary>Last, since its arrays are long.</summary>
    public required TimelineDocument Timeline { get; init; }
}

internal sealed record SourceDocument
{
    /// <summary>As the caller named it.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    public required long StoredBytes { get; init; }

    public required long PlainBytes { get; init; }

    public required long Lines { get; init; }

    /// <summary>Applications in the source that were not analyzed.</summary>
    public required int OtherApplications { get; init; }
}

internal sealed record ApplicationDocument
{
    public string? Id { get; init; }

    public string? AttemptId { get; init; }

    public required string Name { get; init; }

    public string? User { get; init; }

    public string? SparkVersion { get; init; }

    public string? ClusterManager { get; init; }

    public string? DeployMode { get; init; }

    public required string StartTime { get; init; }

    public string? EndTime { get; init; }

    public required string LastEventTime { get; init; }

    public required bool IsComplete { get; init; }

    public int? ExitCode { get; init; }

    public long? WallMs { get; init; }

    public required int JobCount { get; init; }

    public required int FailedJobCount { get; init; }

    public required int StageAttemptCount { get; init; }

    public required long TaskAttemptCount { get; init; }

    public required int SqlExecutionCount { get; init; }
}

internal sealed record TimelineDocument
{
    public required double StepMs { get; init; }

    /// <summary>Mean number of running task attempts in each step.</summary>
    public required IReadOnlyList<double> BusySlots { get; init; }

    /// <summary>Mean number of slots in each step; absent when the log does not tell executors' sizes.</summary>
    public IReadOnlyList<double>? Slots { get; init; }
}

internal sealed record FailureDocument
{
    public required string Reason { get; init; }

    public required string Cause { get; init; }

    public required int TaskAttempts { get; init; }

    public required long LostMs { get; init; }

    public required IReadOnlyList<string> Stages { get; init; }

    public required IReadOnlyList<string> Executors { get; init; }
}

internal sealed record ExecutorRemarkDocument
{
    public required IReadOnlyList<string> Executors { get; init; }

    public required string Text { get; init; }
}

internal sealed record DataQualityDocument
{
    public required bool IsTruncated { get; init; }

    public required bool IsCompacted { get; init; }

    public required long IssueCount { get; init; }

    public required IReadOnlyList<IssueDocument> Issues { get; init; }

    public required IReadOnlyList<UnknownEventDocument> UnknownEvents { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }
}

internal sealed record IssueDocument
{
    public required string Kind { get; init; }

    public required string File { get; init; }

    public long? Line { get; init; }

    public long? OffsetBytes { get; init; }

    public required string Message { get; init; }
}

internal sealed record UnknownEventDocument
{
    public required string Name { get; init; }

    public required long Count { get; init; }
}
