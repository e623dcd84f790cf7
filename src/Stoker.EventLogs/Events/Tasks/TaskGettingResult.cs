namespace Stoker.EventLogs.Events.Tasks;

/// <summary>The driver began to fetch a result that was too large for the status message.</summary>
internal sealed record TaskGettingResult(long TaskId, long GettingResultTime) : LogEvent
{
    public static TaskGettingResult Read(ref EventReader reader)
    {
        long? task = null;
        long time = 0;
        while (reader.NextKey(out var key))
        {
            if (!key.Is("Task Info"u8) || !reader.IsObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.NextKey(out var part))
            {
                if (part.Is("Task ID"u8))
                {
                    task = reader.Integer();
                }
                else if (part.Is("Getting Result Time"u8))
                {
                    time = reader.Integer() ?? 0;
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return new TaskGettingResult(task ?? throw new IncompleteEventException("Task ID"), time);
    }
}
