using Stoker.Findings.Tracing;
using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.Advice.SourceJoin;

/// <summary>Source and a run of it, joined.</summary>
public sealed record SourceRun
{
    /// <summary>Application id.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>Application name.</summary>
    public required string ApplicationName { get; init; }

    /// <summary>Whether the log holds the application's end; without it nothing is said not to have run.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Time of all task attempts.</summary>
    public required Milliseconds CoreTime { get; init; }

    /// <summary>Wall time of the application.</summary>
    public required Milliseconds WallTime { get; init; }

    /// <summary>The calls of the source.</summary>
    public required IReadOnlyList<SourceAction> Actions { get; init; }

    /// <summary>The work that was joined, in the order of its first job.</summary>
    public required IReadOnlyList<JoinedWork> Joined { get; init; }

    /// <summary>The work that was not.</summary>
    public required IReadOnlyList<RunWork> NotJoined { get; init; }

    /// <summary>The findings, in the order in which they were given.</summary>
    public required IReadOnlyList<PricedFinding> Findings { get; init; }

    /// <summary>Groups of findings, the dearest first.</summary>
    public required IReadOnlyList<PriceGroup> Groups { get; init; }

    /// <summary>The calls that may have started a stage attempt; absent when none was joined.</summary>
    public JoinedWork? WorkOf(StageAttemptId stage) => Joined.FirstOrDefault(joined => joined.Work.Stages.Contains(stage));

    /// <summary>Indices of the findings whose lines took part in a stage attempt, the priced ones first.</summary>
    public IEnumerable<int> FindingsOn(StageAttemptId stage) =>
        Enumerable.Range(0, Findings.Count).Where(index => Findings[index].Stages.Contains(stage)).OrderBy(index => Findings[index].Status);
}
