using Stoker.Model.Streaming;

namespace Stoker.EventLogs.Events.Streaming;

/// <summary>Reads the progress of a micro batch; offsets may be null, text or nested JSON and are passed.</summary>
internal static class StreamingProgressReader
{
    /// <summary>More rows or bytes than a batch can have.</summary>
    private const long MostCount = 1L << 50;

    public static StreamingProgress Read(ref EventReader reader, out string id, out string runId, out string? name)
    {
        (id, runId, name) = ("", "", null);
        var progress = new StreamingProgress { BatchId = -1 };
        while (reader.NextKey(out var key))
        {
            if (key.Is("id"u8))
            {
                id = reader.Text() ?? "";
            }
            else if (key.Is("runId"u8))
            {
                runId = reader.Text() ?? "";
            }
            else if (key.Is("name"u8))
            {
                name = reader.Text();
            }
            else
            {
                progress = ReadField(ref reader, key, progress);
            }
        }

        return progress;
    }

    private static StreamingProgress ReadField(ref EventReader reader, EventReader.Key key, StreamingProgress progress)
    {
        if (key.Is("timestamp"u8))
        {
            return StreamingQueryEvent.ToTime(reader.UniqueText()) is { } time ? progress with { Time = new(time) } : progress;
        }

        if (key.Is("batchId"u8))
        {
            return progress with { BatchId = reader.Integer() ?? -1 };
        }

        if (key.Is("batchDuration"u8))
        {
            return reader.Integer() is { } duration ? progress with { Duration = new(duration) } : progress;
        }

        if (key.Is("durationMs"u8))
        {
            var parts = new Dictionary<string, long>();
            foreach (var (part, value) in reader.Pairs())
            {
                if (long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var milliseconds))
                {
                    parts[part] = milliseconds;
                }
            }

            return progress with { DurationMs = parts };
        }

        if (key.Is("eventTime"u8))
        {
            var facts = new Dictionary<string, string>();
            foreach (var (fact, value) in reader.Pairs())
            {
                facts[fact] = value;
            }

            return progress with { EventTime = facts };
        }

        if (key.Is("sources"u8))
        {
            return progress with { Sources = ReadSources(ref reader) };
        }

        if (key.Is("stateOperators"u8))
        {
            return progress with { StateOperators = ReadOperators(ref reader) };
        }

        if (key.Is("sink"u8) && reader.IsObject)
        {
            return ReadSink(ref reader, progress);
        }

        reader.Skip();
        return progress;
    }

    private static List<StreamingSource> ReadSources(ref EventReader reader)
    {
        List<StreamingSource> sources = [];
        if (!reader.EnterArray())
        {
            return sources;
        }

        while (reader.NextItem())
        {
            var source = new StreamingSource("", 0, null, null);
            if (!reader.EnterObject())
            {
                continue;
            }

            while (reader.NextKey(out var key))
            {
                if (key.Is("description"u8))
                {
                    source = source with { Description = reader.Text() ?? "" };
                }
                else if (key.Is("numInputRows"u8))
                {
                    source = source with { InputRows = Count(ref reader) ?? 0 };
                }
                else if (key.Is("inputRowsPerSecond"u8))
                {
                    source = source with { InputRowsPerSecond = reader.Real() };
                }
                else if (key.Is("processedRowsPerSecond"u8))
                {
                    source = source with { ProcessedRowsPerSecond = reader.Real() };
                }
                else
                {
                    reader.Skip();
                }
            }

            sources.Add(source);
        }

        return sources;
    }

    private static List<StreamingStateOperator> ReadOperators(ref EventReader reader)
    {
        List<StreamingStateOperator> operators = [];
        if (!reader.EnterArray())
        {
            return operators;
        }

        while (reader.NextItem())
        {
            var state = new StreamingStateOperator(null, null, null, null, null, null);
            if (!reader.EnterObject())
            {
                continue;
            }

            while (reader.NextKey(out var key))
            {
                if (key.Is("operatorName"u8))
                {
                    state = state with { Name = reader.Text() };
                }
                else if (key.Is("numRowsTotal"u8))
                {
                    state = state with { RowsTotal = Count(ref reader) };
                }
                else if (key.Is("numRowsUpdated"u8))
                {
                    state = state with { RowsUpdated = Count(ref reader) };
                }
                else if (key.Is("memoryUsedBytes"u8))
                {
                    state = Count(ref reader) is { } bytes ? state with { MemoryUsed = new(bytes) } : state;
                }
                else if (key.Is("numRowsDroppedByWatermark"u8))
                {
                    state = state with { RowsDroppedByWatermark = Count(ref reader) };
                }
                else if (key.Is("commitTimeMs"u8))
                {
                    state = reader.Integer() is { } commit ? state with { CommitTime = new(commit) } : state;
                }
                else
                {
                    reader.Skip();
                }
            }

            operators.Add(state);
        }

        return operators;
    }

    private static StreamingProgress ReadSink(ref EventReader reader, StreamingProgress progress)
    {
        while (reader.NextKey(out var key))
        {
            if (key.Is("description"u8))
            {
                progress = progress with { Sink = reader.Text() ?? "" };
            }
            else if (key.Is("numOutputRows"u8))
            {
                progress = progress with { OutputRows = Count(ref reader) };
            }
            else
            {
                reader.Skip();
            }
        }

        return progress;
    }

    /// <summary>A number of rows or bytes; one that cannot be is absent, and sums of thousands of batches hold it.</summary>
    private static long? Count(ref EventReader reader) => reader.Integer() is { } count and >= 0 and <= MostCount ? count : null;
}
