namespace Stoker.EventLogs.Events.Jobs;

/// <summary>A job ended.</summary>
internal sealed record JobEnd(int JobId, long? Time, bool IsSucceeded, string? FailureMessage) : LogEvent
{
    public static JobEnd Read(ref EventReader reader)
    {
        int? id = null;
        long? time = null;
        string? result = null, message = null;
        while (reader.NextKey(out var key))
        {
            if (key.Is("Job ID"u8))
            {
                id = reader.Integer32();
            }
            else if (key.Is("Completion Time"u8))
            {
                time = reader.Integer();
            }
            else if (key.Is("Job Result"u8))
            {
                ReadResult(ref reader, out result, out message);
            }
            else
            {
                reader.Skip();
            }
        }

        return new JobEnd(
            id ?? throw new IncompleteEventException("Job ID"),
            time > 0 ? time : null,
            (result ?? throw new IncompleteEventException("Job Result")) == "JobSucceeded",
            message);
    }

    private static void ReadResult(ref EventReader reader, out string? result, out string? message)
    {
        result = message = null;
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextKey(out var key))
        {
            if (key.Is("Result"u8))
            {
                result = reader.Text();
            }
            else if (key.Is("Exception"u8) && reader.IsObject)
            {
                while (reader.NextKey(out var part))
                {
                    if (part.Is("Message"u8))
                    {
                        message = reader.UniqueText();
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
