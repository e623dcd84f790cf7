using System.Buffers.Text;

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

            plan = plan[(at + key.Length)..].TrimStart(" \t\r"u8);
            if (plan.IsEmpty || plan[0] != (byte)':')
            {
                // The text of a value, not a key.
                continue;
            }

            var value = plan[1..].TrimStart(" \t\r"u8);
            if (Utf8Parser.TryParse(value, out long id, out _))
            {
                metrics.Add(new PlanMetric(id));
            }
        }
    }
}
