namespace Stoker.EventLogs.Sources.Remote;

/// <summary>An attempt as the REST API lists it.</summary>
/// <param name="AttemptId">Its id; absent where the cluster manager has no attempts.</param>
/// <param name="StartTimeEpoch">When it started, in milliseconds since 1970.</param>
/// <param name="SparkUser">Who submitted it.</param>
/// <param name="Completed">False while it runs, and for good when it died.</param>
/// <param name="AppSparkVersion">Version of Spark that it ran on; empty in old logs.</param>
internal sealed record ServerAttempt(string? AttemptId, long? StartTimeEpoch, string? SparkUser, bool Completed, string? AppSparkVersion);
