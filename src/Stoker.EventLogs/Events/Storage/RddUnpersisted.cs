namespace Stoker.EventLogs.Events.Storage;

/// <summary>The program unpersisted an RDD.</summary>
internal sealed record RddUnpersisted(int RddId) : LogEvent
{
    public static RddUnpersisted Read(ref EventReader reader)
    {
        int? id = null;
        while (reader.NextKey(out var key))
        {
            if (key.Is("RDD ID"u8))
            {
                id = reader.Integer32();
            }
            else
            {
                reader.Skip();
            }
        }

        return new RddUnpersisted(id ?? throw new IncompleteEventException("RDD ID"));
    }
}
