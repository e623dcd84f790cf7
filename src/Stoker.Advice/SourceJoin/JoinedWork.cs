using Stoker.Model.Units;

namespace Stoker.Advice.SourceJoin;

/// <summary>Work of a run and the calls of the source that may have started it.</summary>
/// <param name="Work">The work.</param>
/// <param name="Actions">Indices of the calls: one, or several when <paramref name="Basis"/> is <see cref="JoinBasis.Ambiguous"/>.</param>
/// <param name="Basis">How they were found.</param>
public sealed record JoinedWork(RunWork Work, IReadOnlyList<int> Actions, JoinBasis Basis)
{
    /// <summary>Time of the task attempts of all its stages.</summary>
    public Milliseconds CoreTime { get; init; }

    /// <summary>What it took on the critical path.</summary>
    public Milliseconds CriticalTime { get; init; }
}
