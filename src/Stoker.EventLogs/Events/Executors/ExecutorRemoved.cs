namespace Stoker.EventLogs.Events.Executors;

/// <summary>An executor was removed.</summary>
internal sealed record ExecutorRemoved(string ExecutorId, long Time, string Reason) : LogEvent
{
    public static ExecutorRemoved Read(ref EventReader reader)
    {
        string? id = null;
        var reason = "";
        long time = 0;
        while (reader.NextKey(out var key))
        {
            if (key.Is("Executor ID"u8))
            {
                id = reader.Text();
            }
            else if (key.Is("Timestamp"u8))
            {
                time = reader.Integer() ?? 0;
            }
            else if (key.Is("Removed Reason"u8))
            {
                reason = reader.Text() ?? "";
            }
            else
            {
                reader.Skip();
            }
        }

        return new ExecutorRemoved(id ?? throw new IncompleteEventException("Executor ID"), time, reason);
    }
}
