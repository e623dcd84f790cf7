using System.Globalization;

namespace Stoker.EventLogs.Events.Jobs;

/// <summary>The local properties of a job or stage that Stoker uses; Spark writes about a kilobyte of them each time.</summary>
internal sealed record JobProperties
{
    public static JobProperties None { get; } = new();

    public string? Description { get; private set; }

    public string? Group { get; private set; }

    public string? Tags { get; private set; }

    public string? Pool { get; private set; }

    public string? CallSite { get; private set; }

    public long? ExecutionId { get; private set; }

    public static JobProperties Read(ref EventReader reader)
    {
        var properties = new JobProperties();
        if (!reader.EnterObject())
        {
            return properties;
        }

        while (reader.NextKey(out var key))
        {
            if (key.Is("spark.job.description"u8))
            {
                properties.Description = reader.Text();
            }
            else if (key.Is("spark.jobGroup.id"u8))
            {
                properties.Group = reader.Text();
            }
            else if (key.Is("spark.job.tags"u8))
            {
                properties.Tags = reader.Text();
            }
            else if (key.Is("spark.scheduler.pool"u8))
            {
                properties.Pool = reader.Text();
            }
            else if (key.Is("callSite.short"u8))
            {
                properties.CallSite = reader.Text();
            }
            else if (key.Is("spark.sql.execution.id"u8))
            {
                properties.ExecutionId = long.TryParse(reader.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : null;
            }
            else
            {
                reader.Skip();
            }
        }

        return properties;
    }
}
