namespace Stoker.EventLogs.Events.Streaming;

/// <summary>What a streaming event tells.</summary>
internal enum StreamingQueryEventKind
{
    Started,
    Progress,
    Idle,
    Terminated,
}
