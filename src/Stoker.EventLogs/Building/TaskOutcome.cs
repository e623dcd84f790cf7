namespace Stoker.EventLogs.Building;

/// <summary>How Spark counts a task end.</summary>
internal enum TaskOutcome
{
    Completed,
    Failed,
    Killed,

    /// <summary>Counts as failed, but no attempt ended with it.</summary>
    Resubmitted,
}
