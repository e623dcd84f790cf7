using Stoker.EventLogs.Codecs;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Sources;

/// <summary>A file or folder on disk.</summary>
internal sealed class LocalSource(string path, SourceOptions options) : IEventLogSource
{
    private readonly CandidateInspector _inspector = new(options);

    /// <inheritdoc/>
    public SourceListing List(bool needsHeaders, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            return ListFolder(cancellationToken);
        }
        if (!File.Exists(path))
        {
            throw new SourceException(SourceErrorKind.NotFound, path, "there is no such file or folder", "Check the path");
        }
        return ListFile(needsHeaders, cancellationToken);
    }

    private static LogFeed Open(StoredLog log) => new(log.Parts);

    private SourceListing ListFile(bool needsHeaders, CancellationToken cancellationToken)
    {
        var file = new LocalFile(new FileInfo(path));
        if (ZipSource.IsZip(file))
        {
            return new ZipSource(path, file.Open, options).List(needsHeaders, cancellationToken);
        }
        var log = new StoredLog(path, [new LogPart(file)]);
        return needsHeaders
            ? _inspector.Inspect([log], Open, cancellationToken)
            : new SourceListing([new EventLogCandidate(path, log.StoredBytes, _ => Open(log)) { ReadHeaders = token => CandidateInspector.ReadHeaders(Open(log), token) }], []);
    }

    private SourceListing ListFolder(CancellationToken cancellationToken)
    {
        var issues = new List<ParseIssue>();
        var logs = new LogFolders(issues).Find(path, cancellationToken).ToList();
        var zips = logs.Where(IsZip).ToList();
        var inside = zips.Select(zip => ListZip(zip, issues, cancellationToken)).ToList();
        var listing = _inspector.Inspect([.. logs.Except(zips)], Open, cancellationToken);
        return new SourceListing(
            [.. listing.Candidates, .. inside.SelectMany(zip => zip.Candidates)],
            [.. issues, .. listing.Issues, .. inside.SelectMany(zip => zip.Issues)]);
    }

    private static bool IsZip(StoredLog log)
    {
        try
        {
            return log.Parts is [{ File: { StoredBytes: > 0 } file }] && ZipSource.IsZip(file);
        }
        catch (Exception exception) when (exception is SourceException or IOException)
        {
            // Looking into it as a log fails the same way, and reports it.
            return false;
        }
    }

    private SourceListing ListZip(StoredLog zip, List<ParseIssue> issues, CancellationToken cancellationToken)
    {
        try
        {
            return new ZipSource(zip.Location, zip.Parts[0].File.Open, options).List(needsHeaders: true, cancellationToken);
        }
        catch (SourceException exception)
        {
            issues.Add(new ParseIssue(ParseIssueKind.MissingFile, zip.Location, null, null, $"It was left out: {exception.Why}."));
            return new SourceListing([], []);
        }
    }
}
