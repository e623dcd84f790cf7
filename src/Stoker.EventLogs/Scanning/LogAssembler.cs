using Stoker.EventLogs.Building;
using Stoker.EventLogs.Events;
using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Scanning;

/// <summary>
/// Puts segments back in order: joins the lines that lie across two of them and applies all events to the application one segment after the other,
/// on whichever thread brings the segment that is next.
/// </summary>
internal sealed class LogAssembler : IDisposable
{
    /// <summary>Spark 4.3 skips lines over 256 MiB (spark.history.fs.eventLog.maxLineLength, SPARK-59407); so do we.</summary>
    private const int MaximumLineLength = 256 << 20;

    /// <summary>Spark and all vendors together have a few hundred events; more distinct names than this are damage, counted as one.</summary>
    private const int MaximumEventNames = 4096;

    private const string OtherEvents = "(other events)";

    private readonly ISegmentFeed _feed;
    private readonly ApplicationSplitter _applications;
    private readonly IssueList _issues;
    private readonly Action<long>? _progress;
    private readonly Lock _lock = new();
    private readonly Queue<WorkSlot> _free;
    private readonly SemaphoreSlim _freeCount;
    private readonly Dictionary<long, WorkSlot> _waiting = [];
    private readonly EventBatch _joined = new();
    private readonly LineReader _joinedReader;
    private readonly Dictionary<string, long> _counts = [];

    /// <summary>Start of a line whose end has not come yet.</summary>
    private byte[] _carry = new byte[64 << 10];
    private int _carryLength;

    /// <summary>True while the rest of a line that is too long is passed over.</summary>
    private bool _isSkippingLine;

    /// <summary>True for the line after a gap, which may lack its beginning.</summary>
    private bool _isAfterGap;
    private long _nextSequence;
    private bool _isApplying;
    private int _file = -1;
    private long _fileLines;
    private long _fileBytes;

    /// <summary>Byte of the file at which the line in <see cref="_carry"/> starts.</summary>
    private long _carryStart;

    public LogAssembler(ISegmentFeed feed, ApplicationSplitter applications, IssueList issues, WorkSlot[] slots, Action<long>? progress)
    {
        _feed = feed;
        _applications = applications;
        _issues = issues;
        _progress = progress;
        _free = new Queue<WorkSlot>(slots);
        _freeCount = new SemaphoreSlim(slots.Length);
        _joinedReader = new LineReader(new StringPool(), _joined);
    }

    public long InputBytes { get; private set; }

    public long PlainBytes { get; private set; }

    public long Lines { get; private set; }

    /// <summary>Whether the end of the log is missing.</summary>
    public bool IsTruncated { get; private set; }

    public long TaskStarts { get; private set; }

    public long TaskEnds { get; private set; }

    /// <summary>How often each other event occurs.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Waits for a slot to fill.</summary>
    public WorkSlot TakeSlot(CancellationToken cancellationToken)
    {
        _freeCount.Wait(cancellationToken);
        lock (_lock)
        {
            return _free.Dequeue();
        }
    }

    /// <summary>Gives a slot back.</summary>
    public void ReturnSlot(WorkSlot slot)
    {
        lock (_lock)
        {
            _free.Enqueue(slot);
        }

        _freeCount.Release();
    }

    /// <summary>Takes a filled slot; applies it and those after it when it is the next one.</summary>
    public void Submit(WorkSlot slot)
    {
        lock (_lock)
        {
            _waiting.Add(slot.Segment.Sequence, slot);
            if (_isApplying)
            {
                return;
            }

            _isApplying = true;
        }

        while (true)
        {
            WorkSlot? next;
            lock (_lock)
            {
                if (!_waiting.Remove(_nextSequence, out next))
                {
                    _isApplying = false;
                    return;
                }

                _nextSequence++;
            }

            Apply(next);
            ReturnSlot(next);
        }
    }

    /// <summary>Ends the last file.</summary>
    public void Finish() => EndFile();

    /// <inheritdoc/>
    public void Dispose() => _freeCount.Dispose();

    private void Apply(WorkSlot slot)
    {
        var segment = slot.Segment;
        if (segment.FileIndex != _file)
        {
            EndFile();
            _file = segment.FileIndex;
            _fileLines = _fileBytes = 0;
        }

        if (segment.FollowsGap)
        {
            EndLine(ParseIssueKind.TruncatedLine, "The line is cut off where bytes of the file could not be read; it was skipped.");

            _isAfterGap = true;
        }

        var text = segment.Span;
        if (!slot.HasLineEnd)
        {
            Carry(text);
        }
        else
        {
            Carry(text[..(slot.HeadLength - 1)]);
            EndCarriedLine();
            Take(slot.Batch, _fileBytes);
            _carryStart = _fileBytes + slot.TailStart;
            Carry(text[slot.TailStart..]);
        }

        _fileBytes += segment.Length;
        PlainBytes += segment.Length;
        InputBytes += segment.InputBytes;
        if (segment.Issue is { } issue)
        {
            _issues.Add(issue with { Line = issue.Line ?? _fileLines + 1 });
            IsTruncated |= issue.Kind == ParseIssueKind.TruncatedStream;
        }

        _progress?.Invoke(InputBytes);
    }

    /// <summary>Adds to the line whose end has not come yet.</summary>
    private void Carry(ReadOnlySpan<byte> text)
    {
        if (_isSkippingLine || text.IsEmpty)
        {
            return;
        }

        if (_carryLength == 0)
        {
            _carryStart = Math.Max(_carryStart, _fileBytes);
        }

        var length = (long)_carryLength + text.Length;
        if (length > MaximumLineLength)
        {
            AddIssue(ParseIssueKind.LineTooLong, _fileLines + 1, _carryStart, "The line is longer than 256 MiB; it was skipped, as Spark 4.3 does.");
            _carryLength = 0;
            _carry = new byte[64 << 10];
            _isSkippingLine = true;
            return;
        }

        if (length > _carry.Length)
        {
            Array.Resize(ref _carry, (int)Math.Min(MaximumLineLength, Math.Max(length, _carry.Length * 2L)));
        }

        text.CopyTo(_carry.AsSpan(_carryLength));
        _carryLength = (int)length;
    }

    /// <summary>Reads the line that is complete now.</summary>
    private void EndCarriedLine()
    {
        if (!_isSkippingLine)
        {
            _joined.Clear();
            _joinedReader.ReadLine(_carry.AsSpan(0, _carryLength), 0);
            if (_isAfterGap)
            {
                // The gap has been reported; half a line behind it is no news.
                _joined.ClearIssues();
            }

            Take(_joined, _carryLength == 0 ? _fileBytes : _carryStart);
        }

        _carryLength = 0;
        _carryStart = 0;
        _isSkippingLine = _isAfterGap = false;
        _fileLines++;
        Lines++;
    }

    /// <summary>Applies a batch whose first line is the next one of the file.</summary>
    private void Take(EventBatch batch, long start)
    {
        // In the order of lines, wherever the log is cut into segments.
        foreach (var issue in batch.Issues.Concat(_applications.Apply(batch)).OrderBy(issue => issue.Line))
        {
            AddIssue(issue.Kind, _fileLines + issue.Line + 1, start + issue.Offset, issue.Message);
        }

        _issues.CountMore(batch.IssueCount - batch.Issues.Count);
        TaskStarts += batch.TaskStarts;
        TaskEnds += batch.TaskEnds;
        foreach (var (name, count) in batch.Counts)
        {
            var counted = _counts.Count < MaximumEventNames || _counts.ContainsKey(name) ? name : OtherEvents;
            _counts[counted] = _counts.GetValueOrDefault(counted) + count;
        }

        _fileLines += batch.Lines;
        Lines += batch.Lines;
    }

    /// <summary>What is left at the end of a file is a line without line feed: complete, or cut off.</summary>
    private void EndFile()
    {
        if (_file < 0)
        {
            return;
        }

        EndLine(ParseIssueKind.TruncatedLine, "The file ends in the middle of the line; all lines before it were read.");
        _isSkippingLine = _isAfterGap = false;
    }

    private void EndLine(ParseIssueKind kind, string message)
    {
        if (_carryLength > 0 && !_isSkippingLine)
        {
            var line = _carry.AsSpan(0, _carryLength);
            if (EventReader.IsWhole(line) || line.TrimEnd("\r \t"u8).IsEmpty)
            {
                _joined.Clear();
                _joinedReader.ReadLine(line, 0);
                Take(_joined, _carryStart);
            }
            else
            {
                AddIssue(kind, _fileLines + 1, _carryStart, message);
                IsTruncated = true;
            }

            _fileLines++;
            Lines++;
        }

        _carryLength = 0;
        _carryStart = 0;
    }

    private void AddIssue(ParseIssueKind kind, long line, long offset, string message) =>
        _issues.Add(new ParseIssue(kind, _feed.FileNames[_file], line, offset, message));
}
