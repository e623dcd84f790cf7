namespace Stoker.EventLogs.Events.Sql;

/// <summary>A query ended; the error is there since 3.4, empty for success.</summary>
internal sealed record SqlExecutionEnd(long ExecutionId, long? Time, string? ErrorMessage, string? QueryId) : LogEvent
{
    public static SqlExecutionEnd Read(ref EventReader reader)
    {
        long? id = null, time = null;
        string? error = null, query = null;
        while (reader.NextKey(out var key))
        {
            if (key.Is("executionId"u8))
            {
                id = reader.Integer();
            }
            else if (key.Is("time"u8))
            {
                time = reader.Integer();
            }
            else if (key.Is("errorMessage"u8))
            {
                error = reader.UniqueText();
            }
            else if (key.Is("queryId"u8))
            {
                query = reader.Text();
            }
            else
            {
                reader.Skip();
            }
        }

        return new SqlExecutionEnd(id ?? throw new IncompleteEventException("executionId"), time, error, query);
    }
}
