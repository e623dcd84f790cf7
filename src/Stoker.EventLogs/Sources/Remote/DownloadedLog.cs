namespace Stoker.EventLogs.Sources.Remote;

/// <summary>A log that was downloaded as a zip archive, whose copy is deleted with it.</summary>
internal sealed class DownloadedLog : ISegmentFeed
{
    private readonly ISegmentFeed _content;
    private readonly TemporaryArchive _archive;

    private DownloadedLog(ISegmentFeed content, TemporaryArchive archive) => (_content, _archive) = (content, archive);

    /// <inheritdoc/>
    public IReadOnlyList<string> FileNames => _content.FileNames;

    /// <inheritdoc/>
    public long? TotalInputBytes => _content.TotalInputBytes;

    /// <summary>Downloads a log and opens it.</summary>
    /// <exception cref="SourceException">It cannot be downloaded or kept, or is no log.</exception>
    public static DownloadedLog Open(ServerAddress log, SourceOptions options, CancellationToken cancellationToken)
    {
        var archive = Download(log, options, cancellationToken);
        try
        {
            var listing = new ZipSource(log.Page, new LocalFile(archive.Path, null).Open, options).List(needsHeaders: false, cancellationToken);
            return listing.Candidates is [var only]
                ? new DownloadedLog(only.Open(cancellationToken), archive)
                : throw new SourceException(SourceErrorKind.NotALog, log.Page, $"the download holds {listing.Candidates.Count} logs, not one",
                    "Look whether the log is still on the server");
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryFill(Segment segment, CancellationToken cancellationToken) => _content.TryFill(segment, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        _archive.Dispose();
    }

    private static TemporaryArchive Download(ServerAddress log, SourceOptions options, CancellationToken cancellationToken)
    {
        using var client = new ServerClient(options.Timeout);
        return client.Get(log.Logs, (response, content) =>
        {
            ServerAnswer.ThrowIfFailed(response, content, log);
            return TemporaryArchive.Keep(content, options, cancellationToken);
        }, cancellationToken);
    }
}
