using Stoker.EventLogs.Events.Stages;

namespace Stoker.EventLogs.Events.Jobs;

/// <summary>A job was submitted. Its stages include those that will be skipped.</summary>
internal sealed record JobStart(int JobId, long? Time, List<StageDescription> Stages, List<int> StageIds, JobProperties Properties) : LogEvent
{
    public static JobStart Read(ref EventReader reader)
    {
        int? id = null;
        long? time = null;
        List<StageDescription>? stages = null;
        List<int>? ids = null;
        var properties = JobProperties.None;
        while (reader.NextKey(out var key))
        {
            if (key.Is("Job ID"u8))
            {
                id = reader.Integer32();
            }
            else if (key.Is("Submission Time"u8))
            {
                time = reader.Integer();
            }
            else if (key.Is("Stage Infos"u8) && reader.IsArray)
            {
                stages = [];
                while (reader.NextItem())
                {
                    stages.Add(StageDescription.Read(ref reader));
                }
            }
            else if (key.Is("Stage IDs"u8))
            {
                ids = reader.Integers();
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

        ids ??= stages?.ConvertAll(stage => stage.Id.Stage.Value) ?? [];
        return new JobStart(
            id ?? throw new IncompleteEventException("Job ID"), time > 0 ? time : null, stages ?? ids.ConvertAll(stage => StageDescription.Unknown(new(new(stage), 0))), ids, properties);
    }
}
