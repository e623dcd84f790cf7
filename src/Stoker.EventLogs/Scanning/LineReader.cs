using System.Text;
using System.Text.Json;
using Stoker.EventLogs.Events;
using Stoker.EventLogs.Events.Tasks;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Scanning;

/// <summary>Reads the lines of a segment into a batch: finds out what each line is and hands it to the event's reader. One for each thread.</summary>
internal sealed class LineReader
{
    /// <summary>More distinct names than this are damage; their readers are looked up each time, and their names not kept.</summary>
    private const int MaximumKnownNames = 1024;

    private readonly EventBatch _batch;
    private readonly StringPool _strings;
    private readonly TaskLineReader _taskLines;
    private readonly TaskJsonReader _taskJson;
    private readonly Dictionary<string, EventCatalog.Reader?> _readers = [];

    public LineReader(StringPool strings, EventBatch batch)
    {
        _strings = strings;
        _batch = batch;
        batch.Strings = strings;
        _taskLines = new TaskLineReader(strings, batch);
        _taskJson = new TaskJsonReader(strings, batch);
    }

    /// <summary>Reads all lines of a text that ends with a line feed.</summary>
    /// <param name="text">Whole lines.</param>
    /// <param name="start">Byte of the segment at which the text starts; issues are given from the segment's start.</param>
    public void ReadLines(ReadOnlySpan<byte> text, long start)
    {
        while (!text.IsEmpty)
        {
            var length = text.IndexOf((byte)'\n');
            if (length < 0)
            {
                length = text.Length;
            }

            ReadLine(text[..length], start);
            _batch.Lines++;
            var next = Math.Min(length + 1, text.Length);
            text = text[next..];
            start += next;
        }
    }

    /// <summary>Reads one line without its line feed.</summary>
    public void ReadLine(ReadOnlySpan<byte> line, long start)
    {
        if (line is [.., (byte)'\r'])
        {
            // A driver on Windows ends its lines so.
            line = line[..^1];
        }

        if (line.StartsWith("\uFEFF"u8))
        {
            // Some editors and PowerShell put a byte order mark before the first line.
            line = line[3..];
        }

        if (line.StartsWith("""{"Event":"SparkListenerTaskEnd","""u8))
        {
            ReadTask(line, isEnd: true, start);
        }
        else if (line.StartsWith("""{"Event":"SparkListenerTaskStart","""u8))
        {
            ReadTask(line, isEnd: false, start);
        }
        else
        {
            ReadOther(line, start);
        }
    }

    private void ReadTask(ReadOnlySpan<byte> line, bool isEnd, long start)
    {
        if (_taskLines.TryRead(line, isEnd, ref _batch.Draft()))
        {
            _batch.Commit(isEnd, start);
            return;
        }

        ref var draft = ref _batch.ResetDraft();
        try
        {
            _taskJson.Read(line, isEnd, ref draft);
            _batch.Commit(isEnd, start);
        }
        catch (JsonException exception)
        {
            _batch.ResetDraft();
            AddMalformed(line, start, exception);
        }
        catch (IncompleteEventException exception)
        {
            _batch.ResetDraft();
            AddIssue(ParseIssueKind.IncompleteEvent, start, exception.Message + " The event was skipped.");
        }
    }

    private void ReadOther(ReadOnlySpan<byte> line, long start)
    {
        if (line.TrimEnd("\r "u8).IsEmpty)
        {
            AddIssue(ParseIssueKind.EmptyLine, start, "The line is empty; the History Server would stop reading here without a word.");
            return;
        }

        if (line[0] != (byte)'{' && line.TrimStart(" \t"u8) is not [(byte)'{', ..])
        {
            // Told without an exception: a file may be gigabytes of something else.
            AddIssue(ParseIssueKind.MalformedLine, start, line.Contains((byte)0) ? "The line holds NUL bytes; it was skipped." : "The line is no JSON object; it was skipped.");
            return;
        }

        try
        {
            var name = NameOf(line);
            if (name is "SparkListenerTaskEnd" or "SparkListenerTaskStart")
            {
                ReadTask(line, name == "SparkListenerTaskEnd", start);
                return;
            }

            if (!_readers.TryGetValue(name, out var read))
            {
                EventCatalog.TryFind(name, out read);
                if (_readers.Count < MaximumKnownNames)
                {
                    _readers.Add(name, read);
                }
            }

            if (read is not null)
            {
                var reader = new EventReader(line, _strings);
                if (read(ref reader) is { } logEvent)
                {
                    _batch.Add(logEvent, start);
                }
            }

            _batch.Counts[name] = _batch.Counts.GetValueOrDefault(name) + 1;
        }
        catch (JsonException exception)
        {
            AddMalformed(line, start, exception);
        }
        catch (IncompleteEventException exception)
        {
            AddIssue(ParseIssueKind.IncompleteEvent, start, exception.Message + " The event was skipped.");
        }
    }

    /// <summary>Name of the event. Spark writes it first; when something else comes first, it is looked for.</summary>
    private string NameOf(ReadOnlySpan<byte> line)
    {
        var prefix = """{"Event":"""u8;
        if (line.StartsWith(prefix))
        {
            var cursor = new LineCursor(line) { Position = prefix.Length };
            if (cursor.TryString(out var name))
            {
                return _readers.Count < MaximumKnownNames ? _strings.Get(name) : Encoding.UTF8.GetString(name);
            }
        }

        var reader = new EventReader(line, _strings);
        if (!reader.IsObject)
        {
            throw new JsonException("The line is no JSON object.");
        }

        while (reader.NextKey(out var key))
        {
            if (key.Is("Event"u8) && reader.IsString)
            {
                return reader.UniqueText() ?? "";
            }

            reader.Skip();
        }

        throw new IncompleteEventException("Event");
    }

    private void AddMalformed(ReadOnlySpan<byte> line, long start, JsonException exception)
    {
        var column = exception.BytePositionInLine is { } position ? $" at byte {position} of the line" : "";
        var what = line.Contains((byte)0) ? "The line holds NUL bytes" : "The line is not valid JSON";
        AddIssue(ParseIssueKind.MalformedLine, start, $"{what}{column}; it was skipped.");
    }

    private void AddIssue(ParseIssueKind kind, long start, string message) => _batch.Add(new EventBatch.Issue(kind, _batch.Lines, start, message));
}
