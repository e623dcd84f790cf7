namespace Stoker.EventLogs.Sources.Remote;

/// <summary>An application as the REST API lists it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Attempts">Its attempts, newest first.</param>
internal sealed record ServerApplication(string? Id, string? Name, IReadOnlyList<ServerAttempt>? Attempts);
