using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Model.TimeSplit;

/// <summary>A stretch of the critical path with one cause.</summary>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end, later than the start; the next segment's start.</param>
/// <param name="Cause">What it was spent on.</param>
public sealed record CriticalSegment(Timestamp Start, Timestamp End, CriticalCause Cause)
{
    /// <summary>Job that ran; absent between jobs.</summary>
    public JobId? Job { get; init; }

    /// <summary>Stage attempt that ran or waited; absent where no stage did.</summary>
    public StageAttemptId? Stage { get; init; }

    /// <summary>The last task of the stage; absent for other causes.</summary>
    public TaskId? Task { get; init; }

    /// <summary>Row of the task in the stage's table; absent for other causes.</summary>
    public int? TaskRow { get; init; }

    /// <summary>Phases of the last task, over its whole duration; absent for other causes.</summary>
    public CoreSplit? TaskPhases { get; init; }

    /// <summary>Stage attempts whose tasks held slots in a stretch of stage work, with the share of the slot time that each held; empty where only its own did.</summary>
    public IReadOnlyList<(StageAttemptId Stage, double Share)> HeldBy { get; init; } = [];

    /// <summary>How long it is.</summary>
    public Milliseconds Duration => End - Start;
}
