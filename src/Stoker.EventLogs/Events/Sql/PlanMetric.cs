using System.Text.Json;

namespace Stoker.EventLogs.Events.Sql;

/// <summary>The id of a plan's metric.</summary>
internal readonly record struct PlanMetric(long AccumulatorId)
{
    /// <summary>
    /// Finds the metrics of a plan without reading the plan: inside a JSON string every quote is escaped, so the unescaped key cannot occur in text.
    /// </summary>
    public static PlanMetric[] ReadAll(ReadOnlySpan<byte> plan)
    {
        List<PlanMetric> metrics = [];
        var key = "\"accumulatorId\""u8;
        while (true)
        {
            var at = plan.IndexOf(key);
            if (at < 0)
            {
                return [.. metrics];
            }

            plan = plan[(at + key.Length)..];
            var reader = new Utf8JsonReader(plan[1..], isFinalBlock: false, default);
            if (plan[0] == (byte)':' && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id))
            {
                metrics.Add(new PlanMetric(id));
            }
        }
    }
}
