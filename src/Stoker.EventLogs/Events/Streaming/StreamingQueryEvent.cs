using System.Globalization;
using Stoker.Model.Streaming;

namespace Stoker.EventLogs.Events.Streaming;

/// <summary>A streaming query started, made progress, was idle or ended.</summary>
internal sealed record StreamingQueryEvent : LogEvent
{
    public required StreamingQueryEventKind Kind { get; init; }

    public string Id { get; private set; } = "";

    public string RunId { get; private set; } = "";

    public string? Name { get; private set; }

    public long? Time { get; private set; }

    public string? Exception { get; private set; }

    public StreamingProgress? Progress { get; private set; }

    public static StreamingQueryEvent ReadStarted(ref EventReader reader) => Read(ref reader, StreamingQueryEventKind.Started);

    public static StreamingQueryEvent ReadProgress(ref EventReader reader) => Read(ref reader, StreamingQueryEventKind.Progress);

    public static StreamingQueryEvent ReadIdle(ref EventReader reader) => Read(ref reader, StreamingQueryEventKind.Idle);

    public static StreamingQueryEvent ReadTerminated(ref EventReader reader) => Read(ref reader, StreamingQueryEventKind.Terminated);

    /// <summary>ISO 8601 text as milliseconds; absent when it is none.</summary>
    internal static long? ToTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeMilliseconds() : null;

    private static StreamingQueryEvent Read(ref EventReader reader, StreamingQueryEventKind kind)
    {
        var streaming = new StreamingQueryEvent { Kind = kind };
        while (reader.NextKey(out var key))
        {
            if (key.Is("progress"u8) && reader.IsObject)
            {
                streaming.Progress = StreamingProgressReader.Read(ref reader, out var id, out var run, out var name);
                (streaming.Id, streaming.RunId, streaming.Name) = (id, run, name);
            }
            else if (key.Is("id"u8))
            {
                streaming.Id = reader.Text() ?? "";
            }
            else if (key.Is("runId"u8))
            {
                streaming.RunId = reader.Text() ?? "";
            }
            else if (key.Is("name"u8))
            {
                streaming.Name = reader.Text();
            }
            else if (key.Is("timestamp"u8))
            {
                streaming.Time = ToTime(reader.UniqueText());
            }
            else if (key.Is("exception"u8))
            {
                streaming.Exception = reader.UniqueText();
            }
            else
            {
                reader.Skip();
            }
        }

        return streaming.RunId.Length > 0 ? streaming : throw new IncompleteEventException("runId");
    }
}
