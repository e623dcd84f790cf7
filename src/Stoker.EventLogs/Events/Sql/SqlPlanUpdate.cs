using Stoker.Model.Sql;

namespace Stoker.EventLogs.Events.Sql;

/// <summary>Adaptive execution replaced the plan, or (without a plan) added metrics to it.</summary>
internal sealed record SqlPlanUpdate(long ExecutionId, StoredJson? PlanDescription, StoredJson? Plan, PlanMetric[] Metrics) : LogEvent
{
    public static SqlPlanUpdate Read(ref EventReader reader)
    {
        long? id = null;
        StoredJson? description = null, plan = null;
        PlanMetric[] metrics = [];
        while (reader.NextKey(out var key))
        {
            if (key.Is("executionId"u8))
            {
                id = reader.Integer();
            }
            else if (key.Is("physicalPlanDescription"u8))
            {
                description = new StoredJson(reader.RawValue().ToArray());
            }
            else if (key.Is("sparkPlanInfo"u8) || key.Is("sqlPlanMetrics"u8))
            {
                var isPlan = key.Is("sparkPlanInfo"u8);
                var json = reader.RawValue();
                metrics = PlanMetric.ReadAll(json);
                plan = isPlan ? new StoredJson(json.ToArray()) : plan;
            }
            else
            {
                reader.Skip();
            }
        }

        return new SqlPlanUpdate(id ?? throw new IncompleteEventException("executionId"), description, plan, metrics);
    }
}
