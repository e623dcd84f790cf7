namespace Stoker.EventLogs.Events.Applications;

/// <summary>The first event of a log, which names Spark's version. Databricks writes it as <c>DBCEventLoggingListenerMetadata</c>.</summary>
internal sealed record LogStart(string SparkVersion) : LogEvent
{
    public static LogStart Read(ref EventReader reader)
    {
        var version = "";
        while (reader.NextKey(out var key))
        {
            if (key.Is("Spark Version"u8))
            {
                version = reader.Text() ?? "";
            }
            else
            {
                reader.Skip();
            }
        }

        return new LogStart(version);
    }
}
