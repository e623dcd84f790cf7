namespace Stoker.EventLogs.Events.Applications;

/// <summary>The application's end; the exit code is there since Spark 4.</summary>
internal sealed record ApplicationEnd(long Time, int? ExitCode) : LogEvent
{
    public static ApplicationEnd Read(ref EventReader reader)
    {
        long? time = null;
        int? code = null;
        while (reader.NextKey(out var key))
        {
            if (key.Is("Timestamp"u8))
            {
                time = reader.Integer();
            }
            else if (key.Is("ExitCode"u8))
            {
                code = reader.Integer32();
            }
            else
            {
                reader.Skip();
            }
        }

        return new ApplicationEnd(time ?? throw new IncompleteEventException("Timestamp"), code);
    }
}
