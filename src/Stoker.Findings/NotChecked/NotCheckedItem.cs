using Stoker.Findings.Places;

namespace Stoker.Findings.NotChecked;

/// <summary>A check that could not be made. It says neither that there is a problem nor that there is none.</summary>
/// <param name="Id">The id of what was to be checked.</param>
/// <param name="Place">Where.</param>
/// <param name="Reason">Why not.</param>
/// <param name="EnabledBy">The setting or option that would make it possible, such as <c>spark.eventLog.logStageExecutorMetrics=true</c>; absent when none would.</param>
public sealed record NotCheckedItem(string Id, Place Place, NotCheckedReason Reason, string? EnabledBy = null)
{
    /// <summary>What exactly stood in the way: half a sentence without a full stop, such as which file could not be read and why. Absent where the reason says it.</summary>
    public string? Detail { get; init; }
}
