using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Reports.Failures;

/// <summary>Task attempts that ended badly for one and the same cause.</summary>
public sealed record FailureGroup
{
    /// <summary>Kind of the end.</summary>
    public required TaskEndReason Reason { get; init; }

    /// <summary>The cause in one line, as the first of them logged it.</summary>
    public required string Cause { get; init; }

    /// <summary>Attempts.</summary>
    public required int Attempts { get; init; }

    /// <summary>Sum of the attempts' durations: core time thrown away.</summary>
    public required Milliseconds LostTime { get; init; }

    /// <summary>Stage attempts in which it happened, ascending.</summary>
    public required IReadOnlyList<StageAttemptId> Stages { get; init; }

    /// <summary>Executors on which it happened, ascending.</summary>
    public required IReadOnlyList<string> Executors { get; init; }

    /// <summary>Whether the attempts were killed on purpose: no failure, but time spent for nothing.</summary>
    public bool IsKill => Reason is TaskEndReason.TaskKilled or TaskEndReason.TaskCommitDenied;
}
