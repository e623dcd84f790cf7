using System.IO.Compression;
using Stoker.EventLogs.Codecs;

namespace Stoker.EventLogs.Sources;

/// <summary>
/// A zip archive: one log, a History Server's download (a rolling folder with its files, still compressed), or several of them. Its directory
/// stands at its end, so the archive must be a file.
/// </summary>
/// <param name="name">The archive, as the user would recognize it.</param>
/// <param name="openArchive">Opens it; called again for each log that is read.</param>
/// <param name="options">How to look into many logs.</param>
internal sealed class ZipSource(string name, Func<Stream> openArchive, SourceOptions options) : IEventLogSource
{
    /// <summary>True when the file begins like a zip archive.</summary>
    public static bool IsZip(IStoredFile file)
    {
        using var stream = file.Open();
        // Looking at a pipe would take its first bytes away.
        if (!stream.CanSeek)
        {
            return false;
        }
        Span<byte> head = stackalloc byte[CodecSniffer.HeadLength];
        try
        {
            return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && CodecSniffer.Recognize(head) == Codec.Zip;
        }
        catch (IOException)
        {
            // Reading it as a log fails the same way, and reports it.
            return false;
        }
    }

    /// <inheritdoc/>
    public SourceListing List(bool needsHeaders, CancellationToken cancellationToken)
    {
        using var archive = OpenArchive();
        var logs = Group(archive).ToList();
        if (logs.Count == 1 && !needsHeaders)
        {
            return new SourceListing([new EventLogCandidate(logs[0].Location, logs[0].StoredBytes, _ => Open(logs[0].Location))], []);
        }
        // Entries of one archive are read one at a time.
        return new CandidateInspector(options with { Jobs = 1 }).Inspect(logs, log => Open(log.Location), cancellationToken);
    }

    private LogFeed Open(string location)
    {
        var archive = OpenArchive();
        try
        {
            return new LogFeed(Group(archive).First(log => log.Location == location).Parts, resource: archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private ZipArchive OpenArchive()
    {
        var stored = openArchive();
        try
        {
            var archive = new ZipArchive(stored, ZipArchiveMode.Read);
            // Reads the directory, which the constructor leaves for later.
            _ = archive.Entries.Count;
            return archive;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or ArgumentException)
        {
            stored.Dispose();
            throw new SourceException(SourceErrorKind.NotALog, name, "the zip archive has no readable directory at its end, so it was cut off or is damaged",
                "Download or copy it again", exception);
        }
    }

    private IEnumerable<StoredLog> Group(ZipArchive archive) => archive.Entries
        .Where(entry => entry.Name.Length > 0 && entry.FullName.Split('/').All(part => !LogFileName.IsHidden(part)))
        .GroupBy(entry => entry.FullName[..^entry.Name.Length].TrimEnd('/'), StringComparer.Ordinal)
        .OrderBy(folder => folder.Key, StringComparer.Ordinal)
        .SelectMany(folder => LogLayout.Group(folder.Key.Length == 0 ? name : $"{name}/{folder.Key}", FilesOf(folder)));

    private SortedDictionary<string, IStoredFile> FilesOf(IEnumerable<ZipArchiveEntry> entries)
    {
        var files = new SortedDictionary<string, IStoredFile>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            files[entry.Name] = new ZipEntryFile(name, entry);
        }
        return files;
    }
}
