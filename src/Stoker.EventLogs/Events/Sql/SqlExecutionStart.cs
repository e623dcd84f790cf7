using Stoker.Model.Sql;

namespace Stoker.EventLogs.Events.Sql;

/// <summary>A query starts; its plan is kept as it stands and read when somebody asks.</summary>
internal sealed record SqlExecutionStart : LogEvent
{
    public required long ExecutionId { get; init; }

    public long? RootId { get; private set; }

    public string Description { get; private set; } = "";

    public string Details { get; private set; } = "";

    public StoredJson? PlanDescription { get; private set; }

    public StoredJson? Plan { get; private set; }

    public PlanMetric[] Metrics { get; private set; } = [];

    public long? Time { get; private set; }

    public List<KeyValuePair<string, string>> ModifiedConfigs { get; private set; } = [];

    public List<string> JobTags { get; private set; } = [];

    public string? JobGroup { get; private set; }

    public string? QueryId { get; private set; }

    /// <summary>The same at another time.</summary>
    public SqlExecutionStart At(long? time) => time == Time ? this : this with { Time = time };

    public static SqlExecutionStart Read(ref EventReader reader)
    {
        long? id = null;
        var start = new SqlExecutionStart { ExecutionId = -1 };
        while (reader.NextKey(out var key))
        {
            if (key.Is("executionId"u8))
            {
                id = reader.Integer();
            }
            else
            {
                start.ReadField(ref reader, key);
            }
        }

        return start with { ExecutionId = id ?? throw new IncompleteEventException("executionId") };
    }

    private void ReadField(ref EventReader reader, EventReader.Key key)
    {
        if (key.Is("rootExecutionId"u8))
        {
            RootId = reader.Integer();
        }
        else if (key.Is("description"u8))
        {
            Description = reader.Text() ?? "";
        }
        else if (key.Is("details"u8))
        {
            Details = reader.Text() ?? "";
        }
        else if (key.Is("physicalPlanDescription"u8))
        {
            PlanDescription = new StoredJson(reader.RawValue().ToArray());
        }
        else if (key.Is("sparkPlanInfo"u8))
        {
            var json = reader.RawValue();
            Plan = new StoredJson(json.ToArray());
            Metrics = PlanMetric.ReadAll(json);
        }
        else if (key.Is("time"u8))
        {
            Time = reader.Integer();
        }
        else if (key.Is("modifiedConfigs"u8))
        {
            ModifiedConfigs = reader.Pairs();
        }
        else if (key.Is("jobTags"u8))
        {
            JobTags = reader.Texts();
        }
        else if (key.Is("jobGroupId"u8))
        {
            JobGroup = reader.Text();
        }
        else if (key.Is("queryId"u8))
        {
            QueryId = reader.Text();
        }
        else
        {
            reader.Skip();
        }
    }
}
