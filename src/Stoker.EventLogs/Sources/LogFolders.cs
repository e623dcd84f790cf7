using Stoker.Model.Reading;

namespace Stoker.EventLogs.Sources;

/// <summary>Finds the logs in a folder and the folders below it.</summary>
/// <param name="issues">Takes what could not be read.</param>
internal sealed class LogFolders(List<ParseIssue> issues)
{
    // Targets of folder links that were followed: a loop of folders always passes through a link.
    private readonly HashSet<string> _followed = new(StringComparer.Ordinal);

    /// <summary>Finds them, in the order of their paths.</summary>
    public IEnumerable<StoredLog> Find(string folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (files, folders) = Enumerate(folder);
        foreach (var log in LogLayout.Group(folder, files))
        {
            yield return log;
        }
        foreach (var log in folders.SelectMany(inner => Find(inner, cancellationToken)))
        {
            yield return log;
        }
    }

    private (SortedDictionary<string, IStoredFile> Files, List<string> Folders) Enumerate(string folder)
    {
        var files = new SortedDictionary<string, IStoredFile>(StringComparer.Ordinal);
        var folders = new List<string>();
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                var path = Path.Join(folder, entry.Name);
                if (entry is FileInfo file && file.Exists)
                {
                    files[entry.Name] = new LocalFile(path, file.Length);
                }
                else if (entry is DirectoryInfo && !LogFileName.IsHidden(entry.Name) && IsNew(entry))
                {
                    folders.Add(path);
                }
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            issues.Add(new ParseIssue(ParseIssueKind.MissingFile, folder, null, null, $"The folder was left out: {exception.Message.TrimEnd('.')}."));
        }
        folders.Sort(StringComparer.Ordinal);
        return (files, folders);
    }

    private bool IsNew(FileSystemInfo folder)
    {
        if (folder.LinkTarget is null)
        {
            return true;
        }
        var target = folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        return target is not null && !folder.FullName.StartsWith(target, StringComparison.Ordinal) && _followed.Add(target);
    }
}
