using Stoker.EventLogs.Codecs;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Sources;

/// <summary>
/// Feeds the files of one log one after the other. A claim takes the lock for as long as it takes to find the borders of a piece; reading a
/// region and decoding blocks happen outside, also across the border of two files.
/// </summary>
internal sealed class LogFeed : ISegmentFeed
{
    private readonly Lock _claim = new();
    private readonly IReadOnlyList<LogPart> _parts;
    private readonly BlockGroupPool _pool;
    private readonly bool _ownsPool;
    private readonly IDisposable? _resource;
    private readonly ContentOpener _opener;

    // All below: under the lock. _reader reads _parts[_part]; without it the next part is due.
    private int _part = -1;
    private IContentReader? _reader;
    private CountingStream? _counting;
    private ParseIssue? _issue;
    private long _sequence;

    /// <summary>Opens the first file at once, so that a source that is no log fails here; the others when their turn comes.</summary>
    /// <param name="parts">The files in order; at least one.</param>
    /// <param name="sizes">How large segments are.</param>
    /// <param name="pool">Buffers and decoders shared with other feeds; otherwise the feed has its own.</param>
    /// <param name="resource">What the files live in and dies with the feed: an archive, a temporary file.</param>
    /// <exception cref="SourceException">The first file cannot be read or is no log.</exception>
    public LogFeed(IReadOnlyList<LogPart> parts, SegmentSizes? sizes = null, BlockGroupPool? pool = null, IDisposable? resource = null)
    {
        _parts = parts;
        _ownsPool = pool is null;
        _pool = pool ?? new BlockGroupPool();
        _resource = resource;
        _opener = new ContentOpener(sizes ?? SegmentSizes.Default, _pool);
        FileNames = [.. parts.Select(part => part.File.Name)];
        TotalInputBytes = parts.Any(part => part.File.StoredBytes is null) ? null : parts.Sum(part => part.File.StoredBytes);
        try
        {
            OpenNext();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FileNames { get; }

    /// <inheritdoc/>
    public long? TotalInputBytes { get; }

    /// <inheritdoc/>
    public bool TryFill(Segment segment, CancellationToken cancellationToken)
    {
        ISegmentFill? fill;
        lock (_claim)
        {
            fill = Claim(segment, cancellationToken);
        }
        fill?.Fill(segment, cancellationToken);
        return fill is not null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader?.Dispose();
        _reader = null;
        if (_ownsPool)
        {
            _pool.Dispose();
        }
        _resource?.Dispose();
    }

    private ISegmentFill? Claim(Segment segment, CancellationToken cancellationToken)
    {
        while (_part < _parts.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Begin(segment);
            if (_issue is not null)
            {
                (segment.Issue, _issue) = (_issue, null);
                return Number(segment, FilledAlready.Instance);
            }
            if (_reader?.Claim(segment, cancellationToken) is { } fill)
            {
                segment.InputBytes += _counting?.Take() ?? 0;
                return Number(segment, fill);
            }
            CloseCurrent();
            OpenNextOrReport();
        }
        return null;
    }

    private void Begin(Segment segment)
    {
        segment.Clear();
        segment.FileIndex = _part;
    }

    private ISegmentFill Number(Segment segment, ISegmentFill fill)
    {
        segment.Sequence = _sequence++;
        return fill;
    }

    private void CloseCurrent()
    {
        _reader?.Dispose();
        _reader = null;
        _counting = null;
    }

    private void OpenNext()
    {
        if (++_part == _parts.Count)
        {
            return;
        }
        var (file, issue) = _parts[_part];
        _issue = issue;
        var stored = file.Open();
        _counting = new CountingStream(stored);
        _reader = _opener.Open(_counting, stored as FileStream, file.Name);
        // It reads by position and counts for itself.
        _counting = _reader is PlainFileReader ? null : _counting;
    }

    private void OpenNextOrReport()
    {
        try
        {
            OpenNext();
        }
        catch (SourceException exception)
        {
            // A rolled file can be compacted away between listing and reading. The rest of the log is still worth reading.
            var kind = exception.Kind == SourceErrorKind.NotFound ? ParseIssueKind.MissingFile : ParseIssueKind.DamagedBlock;
            _issue = new ParseIssue(kind, exception.What, null, null, $"The file was left out: {exception.Why}.");
        }
    }
}
