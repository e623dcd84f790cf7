using Stoker.Model.Units;

namespace Stoker.Advice.Comparison;

/// <summary>A stage that took more or less time in the second run.</summary>
public sealed record StageDifference
{
    /// <summary>The stage in both runs.</summary>
    public required StagePair Stage { get; init; }

    /// <summary>Operators in the order in which rows pass them; empty where the log names none.</summary>
    public required string Work { get; init; }

    /// <summary>Description or call site of the query or job that it ran for.</summary>
    public required string Unit { get; init; }

    /// <summary>Position of that query or job among all of both runs: equal for stages that it ran.</summary>
    public required int UnitNumber { get; init; }

    /// <summary>Whether both do the same.</summary>
    public required bool IsSame { get; init; }

    /// <summary>Its time on the critical path in the first run.</summary>
    public required Milliseconds PathBefore { get; init; }

    /// <summary>Its time on the critical path in the second run.</summary>
    public required Milliseconds PathAfter { get; init; }

    /// <summary>Its task time in the first run.</summary>
    public required Milliseconds TaskBefore { get; init; }

    /// <summary>Its task time in the second run.</summary>
    public required Milliseconds TaskAfter { get; init; }

    /// <summary>Attempts that succeeded in the first run, and their time.</summary>
    public (int Count, Milliseconds Time) DoneBefore { get; init; }

    /// <summary>The same in the second run.</summary>
    public (int Count, Milliseconds Time) DoneAfter { get; init; }

    /// <summary>What CPU time it had in the first run; absent when the log does not say, or does not tell it from Python's time.</summary>
    public CpuUse? CpuBefore { get; init; }

    /// <summary>The same in the second run.</summary>
    public CpuUse? CpuAfter { get; init; }

    /// <summary>Whether its tasks ran Python in either run.</summary>
    public bool RunsPython { get; init; }

    /// <summary>The cause that explains most of it.</summary>
    public required DifferenceCause MainCause { get; init; }
}
