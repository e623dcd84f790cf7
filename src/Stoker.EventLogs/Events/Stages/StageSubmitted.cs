using Stoker.EventLogs.Events.Jobs;

namespace Stoker.EventLogs.Events.Stages;

/// <summary>A stage attempt was handed to the task scheduler.</summary>
internal sealed record StageSubmitted(StageDescription Stage, JobProperties Properties) : LogEvent
{
    public static StageSubmitted Read(ref EventReader reader)
    {
        StageDescription? stage = null;
        var properties = JobProperties.None;
        while (reader.NextKey(out var key))
        {
            if (key.Is("Stage Info"u8))
            {
                stage = StageDescription.Read(ref reader);
            }
            else if (key.Is("Properties"u8))
            {
                properties = JobProperties.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new StageSubmitted(stage ?? throw new IncompleteEventException("Stage Info"), properties);
    }
}
