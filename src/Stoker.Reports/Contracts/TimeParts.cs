namespace Stoker.Reports.Contracts;

// The parts of stoker/analysis/1 that say where time went. Within wall and within core the parts add up to totalMs.

internal sealed record TimeDocument
{
    public required WallDocument Wall { get; init; }

    public required CoreDocument Core { get; init; }
}

internal sealed record WallDocument
{
    public required long TotalMs { get; init; }

    public required long DriverOnlyMs { get; init; }

    public required long WaitingForExecutorsMs { get; init; }

    public required long PartlyIdleMs { get; init; }

    public required long BusyMs { get; init; }
}

internal sealed record CoreDocument
{
    public required long TotalMs { get; init; }

    public required long SchedulerDelayMs { get; init; }

    public required long DeserializationMs { get; init; }

    public required long PythonMs { get; init; }

    /// <summary>What Python took at the least; absent where <see cref="PythonMs"/> is exact.</summary>
    public long? PythonAtLeastMs { get; init; }

    /// <summary>True when the log tells only that Python took no more than <see cref="PythonMs"/>; what is not Python of it is compute.</summary>
    public required bool PythonIsBound { get; init; }

    public required long GcMs { get; init; }

    public required long ShuffleReadWaitMs { get; init; }

    public required long ShuffleWriteMs { get; init; }

    public required long ComputeMs { get; init; }

    public required long ResultSerializationMs { get; init; }

    public required long GettingResultMs { get; init; }

    public required long FailedAttemptsMs { get; init; }

    /// <summary>Slots that ran tasks of other scopes while this one lasted.</summary>
    public required long OtherWorkMs { get; init; }

    public required long IdleMs { get; init; }
}

/// <summary>A link of the chain that explains the wall time from start to end.</summary>
internal sealed record PathSegmentDocument
{
    public required string Cause { get; init; }

    public required string StartTime { get; init; }

    public required long WallMs { get; init; }

    public int? Job { get; init; }

    public int? Stage { get; init; }

    public int? StageAttempt { get; init; }

    public long? Task { get; init; }
}
