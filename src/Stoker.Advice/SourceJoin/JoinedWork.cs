namespace Stoker.Advice.SourceJoin;

/// <summary>Work of a run and the calls of the source that may have started it.</summary>
/// <param name="Work">The work.</param>
/// <param name="Actions">Indices of the calls: one, or several when <paramref name="Basis"/> is <see cref="JoinBasis.Ambiguous"/>.</param>
/// <param name="Basis">How they were found.</param>
public sealed record JoinedWork(RunWork Work, IReadOnlyList<int> Actions, JoinBasis Basis);
