namespace Stoker.Simulation.Scheduling;

/// <summary>How dynamic allocation asks for executors and gives them back (ExecutorAllocationManager). Milliseconds.</summary>
internal sealed record AllocationPolicy
{
    /// <summary>Tasks that an executor runs at once.</summary>
    public required int SlotsPerExecutor { get; init; }

    /// <summary><c>spark.dynamicAllocation.minExecutors</c>.</summary>
    public int Least { get; init; }

    /// <summary><c>spark.dynamicAllocation.maxExecutors</c>.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>Executors at the start: the largest of initialExecutors, minExecutors and <c>spark.executor.instances</c>.</summary>
    public int Initial { get; init; }

    /// <summary>When the first of these come, ascending; those beyond come with the last, and at 0 where none is told.</summary>
    public IReadOnlyList<double> InitialAtMs { get; init; } = [];

    /// <summary><c>spark.dynamicAllocation.executorAllocationRatio</c>.</summary>
    public double Ratio { get; init; } = 1;

    /// <summary>Tasks wait for this long before the first executors are asked for.</summary>
    public double BacklogMs { get; init; } = 1_000;

    /// <summary>And for this long before each further request.</summary>
    public double SustainedBacklogMs { get; init; } = 1_000;

    /// <summary>Executors that idle for this long are given back; infinite for never.</summary>
    public double IdleMs { get; init; } = 60_000;

    /// <summary>From the request to the executor's registration: the cluster manager's time, which no setting tells.</summary>
    public double RegistrationMs { get; init; }
}
