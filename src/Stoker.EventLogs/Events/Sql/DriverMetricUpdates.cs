using Stoker.EventLogs.Events.Tasks;

namespace Stoker.EventLogs.Events.Sql;

/// <summary>Values of SQL metrics that the driver measured.</summary>
internal sealed record DriverMetricUpdates(long ExecutionId, List<MetricUpdate> Updates) : LogEvent
{
    public static DriverMetricUpdates Read(ref EventReader reader)
    {
        long? id = null;
        List<MetricUpdate> updates = [];
        while (reader.NextKey(out var key))
        {
            if (key.Is("executionId"u8))
            {
                id = reader.Integer();
            }
            else if (key.Is("accumUpdates"u8) && reader.IsArray)
            {
                while (reader.NextItem())
                {
                    ReadPair(ref reader, updates);
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return new DriverMetricUpdates(id ?? throw new IncompleteEventException("executionId"), updates);
    }

    private static void ReadPair(ref EventReader reader, List<MetricUpdate> updates)
    {
        if (!reader.EnterArray())
        {
            return;
        }

        long? id = null, value = null;
        for (var part = 0; reader.NextItem(); part++)
        {
            switch (part)
            {
                case 0:
                    id = reader.Integer();
                    break;
                case 1:
                    value = reader.Integer();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (id is { } accumulator && value is { } known)
        {
            updates.Add(new MetricUpdate(accumulator, known));
        }
    }
}
