namespace Stoker.Simulation.Scheduling;

/// <summary>What a replay gave; milliseconds from the start of the span.</summary>
internal sealed record Replay
{
    public required double SpanMs { get; init; }

    public required double[] StageEndMs { get; init; }

    public required double[] JobEndMs { get; init; }

    /// <summary>Slot time of all tasks.</summary>
    public required double HeldMs { get; init; }

    /// <summary>Time that executors were held, where dynamic allocation asked for them.</summary>
    public double? ExecutorMs { get; init; }

    /// <summary>Executors that are still there at the end, where dynamic allocation asked for them.</summary>
    public int ExecutorsLeft { get; init; }

    /// <summary>The most executors that were there at one time, where dynamic allocation asked for them.</summary>
    public int MostExecutors { get; init; }

    /// <summary>False when slots ran out for good while tasks waited.</summary>
    public required bool IsFinished { get; init; }
}
