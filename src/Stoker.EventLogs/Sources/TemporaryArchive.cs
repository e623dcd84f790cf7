namespace Stoker.EventLogs.Sources;

/// <summary>A copy of an archive that came over a wire or a pipe, kept as long as it is read: a zip's directory stands at its end.</summary>
internal sealed class TemporaryArchive : IDisposable
{
    private const int PieceLength = 128 * 1024;

    private TemporaryArchive(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Copies an archive.</summary>
    /// <param name="content">The archive; read to its end.</param>
    /// <param name="options">Says in which folder.</param>
    /// <param name="cancellationToken">Stops copying.</param>
    /// <exception cref="SourceException">The folder does not take it.</exception>
    public static TemporaryArchive Keep(Stream content, SourceOptions options, CancellationToken cancellationToken)
    {
        var archive = new TemporaryArchive(System.IO.Path.Join(options.TemporaryFolder, $"stoker-{Guid.NewGuid():N}.zip"));
        try
        {
            archive.Copy(content, cancellationToken);
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // File.Delete minds a folder that is gone.
        if (File.Exists(Path))
        {
            File.Delete(Path);
        }
    }

    private void Copy(Stream content, CancellationToken cancellationToken)
    {
        using var file = Create();
        var piece = new byte[PieceLength];
        for (var count = content.Read(piece); count > 0; count = content.Read(piece))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(file, piece.AsSpan(0, count));
        }
    }

    // Logs hold secrets: nobody else may read the copy.
    private FileStream Create()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            return new FileStream(Path, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotKeep(exception);
        }
    }

    private void Write(FileStream file, ReadOnlySpan<byte> piece)
    {
        try
        {
            file.Write(piece);
        }
        catch (IOException exception)
        {
            throw CannotKeep(exception);
        }
    }

    private SourceException CannotKeep(Exception exception) => new(SourceErrorKind.NoPermission, Path,
        $"the archive cannot be kept there while it is read ({exception.Message.TrimEnd('.')})", "Name a folder with room in TMPDIR", exception);
}
