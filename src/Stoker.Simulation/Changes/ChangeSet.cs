using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>What is to be different, all of it together. Whatever is absent stays as it was.</summary>
public sealed record ChangeSet
{
    /// <summary>Nothing is different: a replay of the run itself.</summary>
    public static ChangeSet None { get; } = new();

    /// <summary>Number of executors.</summary>
    public int? Executors { get; init; }

    /// <summary>Slots of each executor.</summary>
    public int? CoresPerExecutor { get; init; }

    /// <summary>Settings by key, in Spark's spelling of values.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Work taken away from stages: what a remedy is said to save of their slot time.</summary>
    public IReadOnlyList<StageRelief> Reliefs { get; init; } = [];

    /// <summary>Fewest and most executors that dynamic allocation is asked to keep; absent where it is off after the change, or not asked.</summary>
    /// <param name="program">What is changed.</param>
    public (int? Least, int? Most) ExecutorBounds(ReplayableProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return AllocationChange.Asked(program, this);
    }
}
