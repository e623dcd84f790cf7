using Stoker.EventLogs.Events.Streaming;
using Stoker.Model.Streaming;
using Stoker.Model.Units;

namespace Stoker.EventLogs.Building;

/// <content>Structured Streaming.</content>
internal sealed partial class ApplicationBuilder
{
    private readonly List<LiveStreamingQuery> _streamingQueries = [];

    private void Apply(StreamingQueryEvent streaming)
    {
        Note(streaming.Time);
        Note(streaming.Progress?.Time?.EpochMilliseconds);
        var query = _streamingQueries.Find(known => known.RunId == streaming.RunId);
        if (query is null)
        {
            _streamingQueries.Add(query = new LiveStreamingQuery(streaming.Id, streaming.RunId));
        }

        query.Name = streaming.Name ?? query.Name;
        switch (streaming.Kind)
        {
            case StreamingQueryEventKind.Started:
                query.StartTime = streaming.Time;
                break;
            case StreamingQueryEventKind.Progress when streaming.Progress is { } progress:
                query.Progress.Add(progress);
                break;
            case StreamingQueryEventKind.Idle:
                query.IdleReports++;
                break;
            case StreamingQueryEventKind.Terminated:
                query.IsTerminated = true;
                query.Exception = streaming.Exception;
                break;
        }
    }

    private List<StreamingQuery> FreezeStreamingQueries() =>
    [
        .. _streamingQueries.Select(query => new StreamingQuery
        {
            Id = query.Id,
            RunId = query.RunId,
            Name = query.Name,
            StartTime = query.StartTime is { } started ? new Timestamp(started) : null,
            IsTerminated = query.IsTerminated,
            Exception = query.Exception,
            Progress = query.Progress,
            IdleReports = query.IdleReports,
        }),
    ];

    private sealed class LiveStreamingQuery(string id, string runId)
    {
        public string Id { get; } = id;

        public string RunId { get; } = runId;

        public string? Name { get; set; }

        public long? StartTime { get; set; }

        public bool IsTerminated { get; set; }

        public string? Exception { get; set; }

        public List<StreamingProgress> Progress { get; } = [];

        public int IdleReports { get; set; }
    }
}
