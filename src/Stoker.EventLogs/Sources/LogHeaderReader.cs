using System.Text.Json;

namespace Stoker.EventLogs.Sources;

/// <summary>Looks at the head of a log for what identifies it. Reads no further than the event that names the application.</summary>
internal static class LogHeaderReader
{
    // ApplicationStart follows the environment, which is 100 KB, and with a long class path 1 MB. A log that names no application in this many
    // bytes is listed without a name.
    private const long FurthestLook = 16 * 1024 * 1024;

    // The event's name is the first key of every line that Spark writes.
    private const int NameWithin = 128;

    /// <summary>Reads the header.</summary>
    /// <returns>Null when the content does not begin like an event log.</returns>
    public static LogHeader? Read(ISegmentFeed feed, CancellationToken cancellationToken)
    {
        var segment = new Segment();
        var rest = new List<byte>();
        var header = LogHeader.Unknown;
        var sawEvent = false;
        var seen = 0L;
        while (seen < FurthestLook && feed.TryFill(segment, cancellationToken))
        {
            seen += segment.Length;
            var text = segment.Span;
            for (var end = text.IndexOf((byte)'\n'); end >= 0; end = text.IndexOf((byte)'\n'))
            {
                var isDone = TakeLine(Join(rest, text[..end]), ref header, ref sawEvent, out var isForeign);
                if (isDone || isForeign)
                {
                    return isForeign ? null : header;
                }
                rest.Clear();
                text = text[(end + 1)..];
            }
            rest.AddRange(text);
        }
        TakeLine(Join(rest, []), ref header, ref sawEvent, out _);
        return sawEvent ? header : null;
    }

    /// <summary>Reads the whole log for every application that it names: files may have been joined.</summary>
    public static List<LogHeader> ReadAll(ISegmentFeed feed, CancellationToken cancellationToken)
    {
        var segment = new Segment();
        var rest = new List<byte>();
        List<LogHeader> headers = [];
        while (feed.TryFill(segment, cancellationToken))
        {
            var text = segment.Span;
            for (var end = text.IndexOf((byte)'\n'); end >= 0; end = text.IndexOf((byte)'\n'))
            {
                AddNamed(Join(rest, text[..end]), headers);
                rest.Clear();
                text = text[(end + 1)..];
            }
            rest.AddRange(text);
        }
        AddNamed(Join(rest, []), headers);
        return headers;
    }

    private static void AddNamed(ReadOnlySpan<byte> line, List<LogHeader> headers)
    {
        if (line[..Math.Min(line.Length, NameWithin)].IndexOf("SparkListenerApplicationStart"u8) < 0 || !TryReadStrings(line.Trim(" \r\t"u8), out var application))
        {
            return;
        }
        var header = Identify(LogHeader.Unknown, application);
        if (!headers.Contains(header))
        {
            headers.Add(header);
        }
    }

    private static ReadOnlySpan<byte> Join(List<byte> rest, ReadOnlySpan<byte> line)
    {
        if (rest.Count == 0)
        {
            return line;
        }
        rest.AddRange(line);
        return rest.ToArray();
    }

    // Foreign: the first line that is not empty is no event.
    private static bool TakeLine(ReadOnlySpan<byte> line, ref LogHeader header, ref bool sawEvent, out bool isForeign)
    {
        line = line.Trim(" \r\t"u8);
        var name = line[..Math.Min(line.Length, NameWithin)];
        isForeign = !line.IsEmpty && !sawEvent && !(name[0] == (byte)'{' && name.IndexOf("\"Event\""u8) >= 0);
        sawEvent |= !line.IsEmpty && !isForeign;
        if (name.IndexOf("SparkListenerLogStart"u8) >= 0 && TryReadStrings(line, out var start))
        {
            header = header with { SparkVersion = start.GetValueOrDefault("Spark Version") };
        }
        else if (name.IndexOf("DBCEventLoggingListenerMetadata"u8) >= 0 && TryReadStrings(line, out var metadata))
        {
            header = header with { SparkVersion = metadata.GetValueOrDefault("Spark Version") };
        }
        else if (name.IndexOf("SparkListenerApplicationStart"u8) >= 0 && TryReadStrings(line, out var application))
        {
            header = Identify(header, application);
            return true;
        }
        return false;
    }

    private static LogHeader Identify(LogHeader header, Dictionary<string, string> application) => header with
    {
        AppId = application.GetValueOrDefault("App ID"),
        AttemptId = application.GetValueOrDefault("App Attempt ID"),
        Name = application.GetValueOrDefault("App Name"),
        User = application.GetValueOrDefault("User"),
        Start = long.TryParse(application.GetValueOrDefault("Timestamp"), out var milliseconds) && IsTime(milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null,
    };

    private static bool IsTime(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    // The strings and numbers of the outermost object. False when the line is no JSON.
    private static bool TryReadStrings(ReadOnlySpan<byte> line, out Dictionary<string, string> values)
    {
        values = [];
        try
        {
            var reader = new Utf8JsonReader(line);
            var key = "";
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1)
                {
                    continue;
                }
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        key = reader.GetString() ?? "";
                        break;
                    case JsonTokenType.String:
                        values[key] = reader.GetString() ?? "";
                        break;
                    case JsonTokenType.Number:
                        values[key] = System.Text.Encoding.ASCII.GetString(reader.ValueSpan);
                        break;
                }
            }
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
