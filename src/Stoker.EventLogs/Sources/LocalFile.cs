namespace Stoker.EventLogs.Sources;

/// <summary>A file on disk.</summary>
internal sealed class LocalFile(string path, long? storedBytes) : IStoredFile
{
    public LocalFile(FileInfo file)
        : this(file.FullName, file.Length)
    {
    }

    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public long? StoredBytes => storedBytes;

    /// <inheritdoc/>
    public Stream Open()
    {
        try
        {
            // Others may go on writing, renaming and deleting: a log of a running application is read as it is now.
            return new FileStream(path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
            });
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new SourceException(SourceErrorKind.NoPermission, path, "it may not be read",
                "Spark writes logs with mode 0660: join the group that owns them, or ask for a copy", exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceException(SourceErrorKind.NotFound, path, "there is no such file", "Check the path", exception);
        }
        catch (IOException exception)
        {
            throw new SourceException(SourceErrorKind.Unreadable, path, $"it cannot be opened ({SystemWords.Of(exception)})", "Check the path and its links", exception);
        }
    }
}
