namespace Stoker.EventLogs.Events.Executors;

/// <summary>An executor registered.</summary>
internal sealed record ExecutorAdded : LogEvent
{
    public required string ExecutorId { get; init; }

    public long Time { get; init; }

    public string Host { get; private set; } = "";

    public int TotalCores { get; private set; }

    public List<KeyValuePair<string, string>> LogUrls { get; private set; } = [];

    public List<KeyValuePair<string, string>> Attributes { get; private set; } = [];

    public Dictionary<string, IReadOnlyList<string>> Resources { get; } = [];

    public int ResourceProfile { get; private set; }

    public long? RegistrationTime { get; private set; }

    public long? RequestTime { get; private set; }

    /// <summary>The same without a number of cores, which is then inferred from its tasks.</summary>
    public ExecutorAdded WithoutCores() => this with { TotalCores = 0 };

    public static ExecutorAdded Read(ref EventReader reader)
    {
        string? id = null;
        long time = 0;
        var draft = new ExecutorAdded { ExecutorId = "" };
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
            else if (key.Is("Executor Info"u8))
            {
                draft.ReadInfo(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return draft with { ExecutorId = id ?? throw new IncompleteEventException("Executor ID"), Time = time };
    }

    private void ReadInfo(ref EventReader reader)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextKey(out var key))
        {
            if (key.Is("Host"u8))
            {
                Host = reader.Text() ?? "";
            }
            else if (key.Is("Total Cores"u8))
            {
                TotalCores = reader.Integer32() ?? 0;
            }
            else if (key.Is("Log Urls"u8))
            {
                LogUrls = reader.Pairs();
            }
            else if (key.Is("Attributes"u8))
            {
                Attributes = reader.Pairs();
            }
            else if (key.Is("Resources"u8))
            {
                ReadResources(ref reader);
            }
            else if (key.Is("Resource Profile Id"u8))
            {
                ResourceProfile = reader.Integer32() ?? 0;
            }
            else if (key.Is("Registration Time"u8))
            {
                RegistrationTime = reader.Integer();
            }
            else if (key.Is("Request Time"u8))
            {
                RequestTime = reader.Integer();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadResources(ref EventReader reader)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextKey(out var key))
        {
            var name = reader.Strings.Get(key.Name);
            if (!reader.EnterObject())
            {
                continue;
            }

            while (reader.NextKey(out var part))
            {
                if (part.Is("addresses"u8))
                {
                    Resources[name] = reader.Texts();
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }
}
