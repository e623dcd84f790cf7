using Stoker.Model;
using Stoker.Model.Streaming;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;

namespace Stoker.Reports.Streaming;

/// <summary>The streaming queries of an application as a table, those with the most batch time first.</summary>
internal static class StreamingTable
{
    /// <summary>More are for machines: the JSON has them all.</summary>
    private const int MostRows = 10;

    public static Table? Of(Application application)
    {
        var queries = StreamingOverview.All(application).OrderByDescending(query => query.Parts.Sum(part => part.Value.Value)).ToList();
        if (queries.Count == 0)
        {
            return null;
        }

        var table = new Table(
            new Column("streaming query") { IsText = true },
            new Column("batches"),
            new Column("median"),
            new Column("longest"),
            new Column("mostly") { IsText = true, Rank = 2 },
            new Column("rows in"),
            new Column("rows/s in") { Rank = 1 },
            new Column("rows/s done"),
            new Column("state rows") { Rank = 3 },
            new Column("late rows") { Rank = 4 },
            new Column("ended") { IsText = true, Rank = 5 });
        foreach (var query in queries.Take(MostRows))
        {
            Add(table, application, query);
        }

        if (queries.Count > MostRows)
        {
            table.Add($"{Quantity.Count(queries.Count - MostRows)} others", "", "", "", "", "", "", "", "", "", "");
        }

        return table;
    }

    private static void Add(Table table, Application application, StreamingOverview query) => table.Add(
        StreamingQueryTitle.Of(application, query.Query),
        Quantity.Count(query.Batches),
        Duration(query.MedianBatch),
        Duration(query.LongestBatch),
        Mostly(query.Parts),
        Quantity.Count(query.InputRows),
        Rate(query.ArrivedRowsPerSecond),
        Rate(query.ProcessedRowsPerSecond),
        query.StateRows is { } rows ? Quantity.Count(rows) : "",
        query.LateRows is > 0 and { } late ? Quantity.Count(late) : "",
        query.Query switch { { Exception: not null } => "failed", { IsTerminated: true } => "stopped", _ => "no end in the log" });

    private static string Mostly(IReadOnlyList<KeyValuePair<string, Milliseconds>> parts)
    {
        var whole = parts.Sum(part => part.Value.Value);
        return whole > 0 ? $"{Quantity.Share(parts[0].Value.Value, whole)} {parts[0].Key}" : "";
    }

    private static string Duration(Milliseconds? duration) => duration is { } known ? Quantity.Duration(known) : "";

    private static string Rate(double? rate) => rate is { } known ? Quantity.Rate(known) : "";
}
