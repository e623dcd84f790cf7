namespace Stoker.EventLogs.Sources;

/// <summary>One log: one attempt of one application.</summary>
public sealed class EventLogCandidate
{
    private readonly Func<CancellationToken, ISegmentFeed> _open;

    internal EventLogCandidate(string location, long? storedBytes, Func<CancellationToken, ISegmentFeed> open)
    {
        Location = location;
        StoredBytes = storedBytes;
        _open = open;
    }

    /// <summary>Where it is, as the user would recognize it: a path, a path inside an archive, an address.</summary>
    public string Location { get; }

    /// <summary>Stored bytes; absent where that is unknown before reading.</summary>
    public long? StoredBytes { get; }

    /// <summary>What is known about the application without reading the log. A single file is not looked into unless the selection asks for it.</summary>
    public LogHeader Header { get; internal init; } = LogHeader.Unknown;

    /// <summary>Reads the whole log for all applications that it names; absent where that means to download it.</summary>
    internal Func<CancellationToken, IReadOnlyList<LogHeader>>? ReadHeaders { get; init; }

    /// <summary>The same log, of which another application is asked for.</summary>
    internal EventLogCandidate Of(LogHeader header) => new(Location, StoredBytes, _open) { Header = header, ReadHeaders = ReadHeaders };

    /// <summary>Opens the log. A log of a History Server is downloaded now.</summary>
    /// <exception cref="SourceException">It cannot be read, or is no log.</exception>
    internal ISegmentFeed Open(CancellationToken cancellationToken = default) => _open(cancellationToken);
}
