using Stoker.Model;
using Stoker.Reports.Streaming;

namespace Stoker.Reports.Contracts;

/// <summary>A run of a streaming query in <c>stoker/analysis/1</c>.</summary>
internal sealed record StreamingQueryDocument
{
    public required string Id { get; init; }

    public required string RunId { get; init; }

    public string? Name { get; init; }

    public string? StartTime { get; init; }

    public required bool IsTerminated { get; init; }

    public string? Exception { get; init; }

    public required int Batches { get; init; }

    public long? MedianBatchMs { get; init; }

    public long? LongestBatchMs { get; init; }

    /// <summary>Time of all batches by Spark's names of the parts, such as addBatch or walCommit.</summary>
    public required IReadOnlyDictionary<string, long> PartsMs { get; init; }

    public required long InputRows { get; init; }

    /// <summary>From the first trigger to the last.</summary>
    public double? ArrivedRowsPerSecond { get; init; }

    /// <summary>Over the time of the batches.</summary>
    public double? ProcessedRowsPerSecond { get; init; }

    public long? StateRows { get; init; }

    public long? StateMemoryBytes { get; init; }

    public long? LateRows { get; init; }
}

internal static class StreamingDocuments
{
    public static IReadOnlyList<StreamingQueryDocument>? Of(Application application) => application.StreamingQueries.Count == 0
        ? null
        : [.. StreamingOverview.All(application).Select(Of)];

    private static StreamingQueryDocument Of(StreamingOverview overview) => new()
    {
        Id = overview.Query.Id,
        RunId = overview.Query.RunId,
        Name = overview.Query.Name,
        StartTime = AnalysisDocuments.Iso(overview.Query.StartTime),
        IsTerminated = overview.Query.IsTerminated,
        Exception = overview.Query.Exception,
        Batches = overview.Batches,
        MedianBatchMs = overview.MedianBatch?.Value,
        LongestBatchMs = overview.LongestBatch?.Value,
        PartsMs = overview.Parts.ToDictionary(part => part.Key, part => part.Value.Value),
        InputRows = overview.InputRows,
        ArrivedRowsPerSecond = overview.ArrivedRowsPerSecond,
        ProcessedRowsPerSecond = overview.ProcessedRowsPerSecond,
        StateRows = overview.StateRows,
        StateMemoryBytes = overview.StateMemory?.Value,
        LateRows = overview.LateRows,
    };
}
