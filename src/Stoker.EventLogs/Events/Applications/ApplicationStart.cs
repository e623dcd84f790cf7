namespace Stoker.EventLogs.Events.Applications;

/// <summary>Who the application is.</summary>
internal sealed record ApplicationStart : LogEvent
{
    public string Name { get; private set; } = "";

    public string? Id { get; private set; }

    public long Time { get; private set; }

    public string User { get; private set; } = "";

    public string? AttemptId { get; private set; }

    public List<KeyValuePair<string, string>>? DriverLogs { get; private set; }

    public List<KeyValuePair<string, string>>? DriverAttributes { get; private set; }

    public static ApplicationStart Read(ref EventReader reader)
    {
        var start = new ApplicationStart();
        while (reader.NextKey(out var key))
        {
            if (key.Is("App Name"u8))
            {
                start.Name = reader.Text() ?? "";
            }
            else if (key.Is("App ID"u8))
            {
                start.Id = reader.Text();
            }
            else if (key.Is("Timestamp"u8))
            {
                start.Time = reader.Integer() ?? 0;
            }
            else if (key.Is("User"u8))
            {
                start.User = reader.Text() ?? "";
            }
            else if (key.Is("App Attempt ID"u8))
            {
                start.AttemptId = reader.Text();
            }
            else if (key.Is("Driver Logs"u8) && reader.IsObject)
            {
                start.DriverLogs = reader.Pairs();
            }
            else if (key.Is("Driver Attributes"u8) && reader.IsObject)
            {
                start.DriverAttributes = reader.Pairs();
            }
            else
            {
                reader.Skip();
            }
        }

        return start;
    }
}
