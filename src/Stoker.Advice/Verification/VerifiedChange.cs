using Stoker.Advice.Comparison;
using Stoker.Findings;
using Stoker.Model.Stages;

namespace Stoker.Advice.Verification;

/// <summary>Findings of the first run about the same stages, what curing them was said to save, and what was saved.</summary>
public sealed record VerifiedChange
{
    /// <summary>The findings; several where they are about the same work, since a pair of runs cannot tell them apart.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Stages of the first run that they are about; empty for the application as a whole.</summary>
    public required IReadOnlyList<StageId> Stages { get; init; }

    /// <summary>Core time.</summary>
    public required Saving Core { get; init; }

    /// <summary>Wall time; absent when none was predicted.</summary>
    public Saving? Wall { get; init; }

    /// <summary>Whether the wall time was judged, and not the core time.</summary>
    public bool IsJudgedByWall { get; init; }

    /// <summary>The saving that was judged.</summary>
    public Saving Judged => IsJudgedByWall && Wall is { } wall ? wall : Core;

    /// <summary>Task time of its stages, after over before, where its cost was slots that waited: what more tasks at once cost. Absent for other findings.</summary>
    public double? TaskTimeFactor { get; init; }

    /// <summary>How long the tasks of both runs waited for CPUs; absent where those of the second did not wait longer, or the logs do not tell.</summary>
    public CpuWait? CpuWait { get; init; }

    /// <summary>How much slower the second run's machine was: its times were divided by this before they were judged.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>Time of the attempts that succeeded, after over before, where failed ones are gone: what they took less is no saving, and was taken off. 1 elsewhere.</summary>
    public double DonePace { get; init; } = 1;

    /// <summary>Whether more tasks at once had no CPUs in the second run.</summary>
    public bool HasNoCpus { get; init; }

    /// <summary>Whether the second run does not do this work at all, which the finding did not ask for.</summary>
    public bool IsGone { get; init; }

    /// <summary>Whether the query was written anew and gives another number of rows: it does other work beside what the finding asked for.</summary>
    public bool HasOtherResult { get; init; }

    /// <summary>Whether the second run had fewer slots where the finding asked for more tasks: its cost is gone in another way than the one that was priced.</summary>
    public bool IsOnFewerSlots { get; init; }

    /// <summary>What came of it.</summary>
    public required VerificationOutcome Outcome { get; init; }
}
