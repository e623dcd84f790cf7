using Stoker.Model.Jobs;
using Stoker.Model.Units;

namespace Stoker.Advice.SourceJoin;

/// <summary>Findings that share work, which is counted once. Groups share nothing, so that their sum is at most the application's time.</summary>
public sealed record PriceGroup
{
    /// <summary>Indices of the findings, the dearest first.</summary>
    public required IReadOnlyList<int> Findings { get; init; }

    /// <summary>Time of the task attempts of all their work.</summary>
    public required Milliseconds CoreTime { get; init; }

    /// <summary>Time of their work on the critical path.</summary>
    public required Milliseconds CriticalTime { get; init; }

    /// <summary>All their jobs, ascending.</summary>
    public required IReadOnlyList<JobId> Jobs { get; init; }

    /// <summary>The least sure way in which any of it was joined.</summary>
    public required JoinBasis Basis { get; init; }
}
