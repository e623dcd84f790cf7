namespace Stoker.EventLogs.Events;

/// <summary>An event that is not a task start or end: read into an object in parallel, applied in order.</summary>
internal abstract record LogEvent;
