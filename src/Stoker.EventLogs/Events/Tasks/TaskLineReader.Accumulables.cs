using Stoker.EventLogs.Scanning;

namespace Stoker.EventLogs.Events.Tasks;

/// <content>Accumulables at the end of a task: metrics that are there already, and those of SQL.</content>
internal sealed partial class TaskLineReader
{
    private bool TryReadAccumulables(ref LineCursor cursor)
    {
        if (!cursor.TrySkip((byte)'['))
        {
            return false;
        }

        if (cursor.TrySkip((byte)']'))
        {
            return true;
        }

        while (true)
        {
            if (!cursor.TrySkip("""{"ID":"""u8) || !cursor.TryInteger(out var id) || !cursor.TrySkip(""","Name":"""u8))
            {
                return false;
            }

            // Task metrics are written a second time as accumulables: about a quarter of the log, and nothing new.
            var isRead = cursor.Rest.StartsWith("\"internal.metrics."u8) ? TrySkipInternal(ref cursor) : TryReadSqlMetric(ref cursor, id);
            if (!isRead)
            {
                return false;
            }

            if (!cursor.TrySkip((byte)','))
            {
                return cursor.TrySkip((byte)']');
            }
        }
    }

    private static bool TrySkipInternal(ref LineCursor cursor)
    {
        // Updated block statuses of Spark 2.0 and 2.1 are arrays; every other value is a number, so that the next brace is the object's own.
        var rest = cursor.Rest;
        var length = rest.IndexOfAny((byte)'}', (byte)'[', (byte)'{');
        if (length < 0 || rest[length] != (byte)'}')
        {
            return false;
        }

        cursor.Position += length + 1;
        return true;
    }

    private bool TryReadSqlMetric(ref LineCursor cursor, long id)
    {
        if (!cursor.TryString(out _) || !cursor.TrySkip(""","Update":"""u8))
        {
            return false;
        }

        var isQuoted = cursor.TrySkip((byte)'"');
        if (!cursor.TryInteger(out var update) || (isQuoted && !cursor.TrySkip((byte)'"')))
        {
            return false;
        }

        var rest = cursor.Rest;
        var length = rest.IndexOf((byte)'}');
        if (length < 0 || !rest[..length].EndsWith("""
            "Metadata":"sql"
            """u8))
        {
            return false;
        }

        batch.Updates.Add(new MetricUpdate(id, update));
        cursor.Position += length + 1;
        return true;
    }
}
