using Stoker.Model;
using Stoker.Model.Streaming;
using Stoker.Model.Units;

namespace Stoker.Reports.Streaming;

/// <summary>The micro batches of one run of a streaming query, put together. What no batch logged is absent.</summary>
internal sealed record StreamingOverview
{
    public required StreamingQuery Query { get; init; }

    /// <summary>Batches whose progress is in the log; idle reports are none.</summary>
    public required int Batches { get; init; }

    public Milliseconds? MedianBatch { get; init; }

    public Milliseconds? LongestBatch { get; init; }

    /// <summary>Time of all batches by part, the largest first; <c>triggerExecution</c>, which is their sum, left out.</summary>
    public required IReadOnlyList<KeyValuePair<string, Milliseconds>> Parts { get; init; }

    public required long InputRows { get; init; }

    /// <summary>Rows a second over the time of the batches: what the query can take.</summary>
    public double? ProcessedRowsPerSecond { get; init; }

    /// <summary>Rows a second from the first trigger to the last: what came in.</summary>
    public double? ArrivedRowsPerSecond { get; init; }

    /// <summary>Rows in the state of all operators after the last batch.</summary>
    public long? StateRows { get; init; }

    public Bytes? StateMemory { get; init; }

    /// <summary>Rows that came later than the watermark, over all batches.</summary>
    public long? LateRows { get; init; }

    public static IReadOnlyList<StreamingOverview> All(Application application) => [.. application.StreamingQueries.Select(Of)];

    public static StreamingOverview Of(StreamingQuery query)
    {
        var batches = query.Progress.GroupBy(progress => progress.BatchId).Select(group => group.Last()).ToList();
        var durations = batches.Select(DurationOf).OfType<Milliseconds>().Select(duration => duration.Value).Order().ToList();
        var inputRows = batches.Sum(InputRowsOf);
        var last = batches.Count > 0 ? batches[^1].StateOperators : [];
        return new StreamingOverview
        {
            Query = query,
            Batches = batches.Count,
            MedianBatch = durations.Count > 0 ? new(durations[durations.Count / 2]) : null,
            LongestBatch = durations.Count > 0 ? new(durations[^1]) : null,
            Parts = [.. batches.SelectMany(batch => batch.DurationMs).Where(part => part.Key != "triggerExecution").GroupBy(part => part.Key)
                .Select(group => KeyValuePair.Create(group.Key, new Milliseconds(group.Sum(part => part.Value)))).OrderByDescending(part => part.Value.Value).ThenBy(part => part.Key, StringComparer.Ordinal)],
            InputRows = inputRows,
            ProcessedRowsPerSecond = Rate(inputRows, durations.Sum()),
            ArrivedRowsPerSecond = ArrivalRate(batches),
            StateRows = Sum(last.Select(state => state.RowsTotal)),
            StateMemory = Sum(last.Select(state => state.MemoryUsed?.Value)) is { } bytes ? new(bytes) : null,
            LateRows = Sum(batches.SelectMany(batch => batch.StateOperators).Select(state => state.RowsDroppedByWatermark)),
        };
    }

    /// <summary>The whole of a trigger; old logs tell only its parts' sum under this name.</summary>
    private static Milliseconds? DurationOf(StreamingProgress batch) =>
        batch.Duration ?? (batch.DurationMs.TryGetValue("triggerExecution", out var whole) ? new Milliseconds(whole) : null);

    private static long InputRowsOf(StreamingProgress batch) => batch.Sources.Sum(source => source.InputRows);

    /// <summary>The rows of a batch came since the trigger before it, so the first batch tells no rate.</summary>
    private static double? ArrivalRate(List<StreamingProgress> batches)
    {
        var timed = batches.Where(batch => batch.Time is not null).ToList();
        return timed.Count < 2 ? null : Rate(timed.Skip(1).Sum(InputRowsOf), timed[^1].Time!.Value.EpochMilliseconds - timed[0].Time!.Value.EpochMilliseconds);
    }

    private static double? Rate(long rows, long milliseconds) => milliseconds > 0 ? 1000.0 * rows / milliseconds : null;

    private static long? Sum(IEnumerable<long?> values)
    {
        long? sum = null;
        foreach (var value in values)
        {
            sum = value is { } known ? (sum ?? 0) + known : sum;
        }

        return sum;
    }
}
