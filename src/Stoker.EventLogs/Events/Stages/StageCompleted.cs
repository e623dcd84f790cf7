namespace Stoker.EventLogs.Events.Stages;

/// <summary>A stage attempt completed or failed.</summary>
internal sealed record StageCompleted(StageDescription Stage) : LogEvent
{
    public static StageCompleted Read(ref EventReader reader)
    {
        StageDescription? stage = null;
        while (reader.NextKey(out var key))
        {
            if (key.Is("Stage Info"u8))
            {
                stage = StageDescription.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new StageCompleted(stage ?? throw new IncompleteEventException("Stage Info"));
    }
}
