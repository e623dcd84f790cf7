using Stoker.EventLogs.Events.Tasks;

namespace Stoker.EventLogs.Events.Executors;

/// <summary>Reads an object of executor metrics; keys that are no <see cref="Model.Executors.ExecutorMetric"/> are a vendor's and are passed.</summary>
internal static class ExecutorMetricsReader
{
    /// <param name="reader">Stands on the object.</param>
    /// <param name="values">By metric; cleared first.</param>
    /// <returns>Bit n is set when metric n was there.</returns>
    public static uint Read(ref EventReader reader, Span<long> values)
    {
        values.Clear();
        uint present = 0;
        if (!reader.EnterObject())
        {
            return present;
        }

        while (reader.NextKey(out var key))
        {
            var metric = TaskKeys.Executor.FindName(key.Name);
            if (metric < 0)
            {
                reader.Skip();
            }
            else if (reader.Integer() is { } value)
            {
                values[metric] = value;
                present |= 1u << metric;
            }
        }

        return present;
    }
}
