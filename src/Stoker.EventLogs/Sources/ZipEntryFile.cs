using System.IO.Compression;

namespace Stoker.EventLogs.Sources;

/// <summary>A file in a zip archive. What counts as stored is the file, not how the archive packs it.</summary>
internal sealed class ZipEntryFile(string archive, ZipArchiveEntry entry) : IStoredFile
{
    /// <inheritdoc/>
    public string Name => $"{archive}/{entry.FullName}";

    /// <inheritdoc/>
    public long? StoredBytes => entry.Length;

    /// <inheritdoc/>
    public Stream Open()
    {
        if (entry.IsEncrypted)
        {
            throw new SourceException(SourceErrorKind.Unsupported, Name, "it is encrypted", "Unpack the archive with its password and pass the folder");
        }
        try
        {
            return new CheckedStream(entry.Open(), entry.Length, entry.Crc32);
        }
        catch (InvalidDataException exception)
        {
            throw new SourceException(SourceErrorKind.Unsupported, Name, $"the archive packs it in a way that is not read ({exception.Message.TrimEnd('.')})",
                "Unpack the archive and pass the folder", exception);
        }
    }
}
