using Stoker.Findings;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.Advice.SourceJoin;

/// <summary>A finding in source with what its lines took in a run. This is what the lines took, not what a change would save.</summary>
public sealed record PricedFinding
{
    /// <summary>How it stands to the run.</summary>
    public required JoinStatus Status { get; init; }

    /// <summary>The severity that follows from what its lines took.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How its work was found; absent unless priced or ambiguous.</summary>
    public JoinBasis? Basis { get; init; }

    /// <summary>Time of the task attempts; absent unless priced or ambiguous.</summary>
    public Milliseconds? CoreTime { get; init; }

    /// <summary>Time on the critical path of the application; absent likewise.</summary>
    public Milliseconds? CriticalTime { get; init; }

    /// <summary>The jobs, ascending.</summary>
    public IReadOnlyList<JobId> Jobs { get; init; } = [];

    /// <summary>The stage attempts, ascending.</summary>
    public IReadOnlyList<StageAttemptId> Stages { get; init; } = [];

    /// <summary>The number of the group whose time it is part of; absent likewise.</summary>
    public int? Group { get; init; }

    /// <summary>The jobs whose stretches of the critical path without a stage count too; none where only some of their stages are its own.</summary>
    internal IReadOnlyList<JobId> JobsOnPath { get; init; } = [];
}
