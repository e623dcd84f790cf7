namespace Stoker.EventLogs.Sources.Remote;

/// <summary>A log that was downloaded as a zip archive into a temporary file, which is deleted with it.</summary>
internal sealed class DownloadedLog : ISegmentFeed
{
    private const int PieceLength = 128 * 1024;
    private readonly ISegmentFeed _content;
    private readonly string _path;

    private DownloadedLog(ISegmentFeed content, string path) => (_content, _path) = (content, path);

    /// <summary>Downloads a log and opens it.</summary>
    /// <exception cref="SourceException">It cannot be downloaded or kept, or is no log.</exception>
    public static DownloadedLog Open(ServerAddress log, SourceOptions options, CancellationToken cancellationToken)
    {
        var path = Path.Join(options.TemporaryFolder, $"stoker-{Guid.NewGuid():N}.zip");
        try
        {
            Download(log, path, options, cancellationToken);
            var listing = new ZipSource(log.Page, new LocalFile(path, null).Open, options).List(needsHeaders: false, cancellationToken);
            return listing.Candidates is [var only]
                ? new DownloadedLog(only.Open(cancellationToken), path)
                : throw new SourceException(SourceErrorKind.NotALog, log.Page, $"the download holds {listing.Candidates.Count} logs, not one",
                    "Look whether the log is still on the server");
        }
        catch
        {
            Remove(path);
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FileNames => _content.FileNames;

    /// <inheritdoc/>
    public long? TotalInputBytes => _content.TotalInputBytes;

    /// <inheritdoc/>
    public bool TryFill(Segment segment, CancellationToken cancellationToken) => _content.TryFill(segment, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        Remove(_path);
    }

    // File.Delete minds a folder that is gone.
    private static void Remove(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private static void Download(ServerAddress log, string path, SourceOptions options, CancellationToken cancellationToken)
    {
        using var client = new ServerClient(options.Timeout);
        client.Get(log.Logs, (response, content) =>
        {
            ServerAnswer.ThrowIfFailed(response, content, log);
            return Keep(content, path, cancellationToken);
        }, cancellationToken);
    }

    private static long Keep(Stream content, string path, CancellationToken cancellationToken)
    {
        using var file = Create(path);
        var piece = new byte[PieceLength];
        for (var count = content.Read(piece); count > 0; count = content.Read(piece))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(file, piece.AsSpan(0, count), path);
        }
        return file.Length;
    }

    // Logs hold secrets: nobody else may read the copy.
    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            return new FileStream(path, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotKeep(path, exception);
        }
    }

    private static void Write(FileStream file, ReadOnlySpan<byte> piece, string path)
    {
        try
        {
            file.Write(piece);
        }
        catch (IOException exception)
        {
            throw CannotKeep(path, exception);
        }
    }

    private static SourceException CannotKeep(string path, Exception exception) => new(SourceErrorKind.NoPermission, path,
        $"the download cannot be kept there ({exception.Message.TrimEnd('.')})", "Name a folder with room in TMPDIR", exception);
}
