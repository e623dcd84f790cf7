using Stoker.Model.Sql;

namespace Stoker.EventLogs.Events.Sql;

/// <summary>What DataFlint's reporter of Iceberg metrics tells of a commit.</summary>
internal sealed record IcebergCommit(long ExecutionId, TableCommit Commit) : LogEvent
{
    public static IcebergCommit? Read(ref EventReader reader)
    {
        IcebergCommit? commit = null;
        while (reader.NextKey(out var key))
        {
            if (key.Is("icebergCommit"u8) && reader.IsObject)
            {
                commit = ReadCommit(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return commit;
    }

    private static IcebergCommit ReadCommit(ref EventReader reader)
    {
        long? id = null;
        var (table, operation) = ("", "");
        var commit = new TableCommit("", "", 0, 0, 0, 0, 0);
        while (reader.NextKey(out var key))
        {
            if (key.Is("executionId"u8))
            {
                id = reader.Integer();
            }
            else if (key.Is("tableName"u8))
            {
                table = reader.Text() ?? "";
            }
            else if (key.Is("operation"u8))
            {
                operation = reader.Text() ?? "";
            }
            else if (key.Is("metrics"u8) && reader.IsObject)
            {
                commit = ReadMetrics(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new IcebergCommit(id ?? throw new IncompleteEventException("executionId"), commit with { Table = table, Operation = operation });
    }

    private static TableCommit ReadMetrics(ref EventReader reader)
    {
        var commit = new TableCommit("", "", 0, 0, 0, 0, 0);
        while (reader.NextKey(out var key))
        {
            commit = key.Is("removedDataFiles"u8) ? commit with { RemovedFiles = reader.Integer() ?? 0 }
                : key.Is("totalDataFiles"u8) ? commit with { TotalFiles = reader.Integer() ?? 0 }
                : key.Is("addedRecords"u8) ? commit with { AddedRows = reader.Integer() ?? 0 }
                : key.Is("removedRecords"u8) ? commit with { RemovedRows = reader.Integer() ?? 0 }
                : key.Is("totalRecords"u8) ? commit with { TotalRows = reader.Integer() ?? 0 }
                : Skip(ref reader, commit);
        }

        return commit;
    }

    private static TableCommit Skip(ref EventReader reader, TableCommit commit)
    {
        reader.Skip();
        return commit;
    }
}
