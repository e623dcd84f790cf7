namespace Stoker.EventLogs.Sources;

/// <summary>What the first events of a log, or a server's list, say about it. Absent where they do not say.</summary>
/// <param name="AppId">Id of the application.</param>
/// <param name="AttemptId">Id of the attempt, where the cluster manager has attempts.</param>
/// <param name="Name">Application name.</param>
/// <param name="User">Who submitted it.</param>
/// <param name="Start">When it started.</param>
/// <param name="SparkVersion">Version of Spark that wrote it.</param>
public sealed record LogHeader(string? AppId, string? AttemptId, string? Name, string? User, DateTimeOffset? Start, string? SparkVersion)
{
    /// <summary>Nothing is known.</summary>
    public static LogHeader Unknown { get; } = new(null, null, null, null, null, null);
}
