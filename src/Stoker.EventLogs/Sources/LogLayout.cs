namespace Stoker.EventLogs.Sources;

/// <summary>Tells from the names in one folder, on disk or in an archive, which files belong together.</summary>
internal static class LogLayout
{
    /// <summary>Groups the files of one folder into logs.</summary>
    /// <param name="folder">The folder, as the user would recognize it.</param>
    /// <param name="files">Its files, by name without folder; those in folders below are not among them.</param>
    public static IEnumerable<StoredLog> Group(string folder, IReadOnlyDictionary<string, IStoredFile> files)
    {
        var visible = files.Where(file => !LogFileName.IsHidden(file.Key) && !LogFileName.IsApplicationStatus(file.Key)).ToList();
        var rolling = Rolling(visible).ToList();
        var databricks = Databricks(visible);
        var taken = rolling.Select(file => file.File).Concat(databricks.Select(part => part.File)).ToHashSet();
        return RollingLogs(folder, rolling)
            .Concat(databricks.Count == 0 ? [] : [new StoredLog(folder, databricks)])
            .Concat(visible.Where(file => !taken.Contains(file.Value)).Select(file => new StoredLog(file.Value.Name, [new LogPart(file.Value)])));
    }

    private static IEnumerable<(RollingFileName Name, IStoredFile File)> Rolling(IEnumerable<KeyValuePair<string, IStoredFile>> files)
    {
        foreach (var (name, file) in files)
        {
            if (RollingFileName.Parse(name) is { } rolling)
            {
                yield return (rolling, file);
            }
        }
    }

    private static IEnumerable<StoredLog> RollingLogs(string folder, IEnumerable<(RollingFileName Name, IStoredFile File)> files)
    {
        // Usually one; several where someone put the files of several logs into one folder.
        var byApplication = files.GroupBy(file => file.Name.Application, StringComparer.Ordinal).ToList();
        return byApplication.Select(log => new StoredLog(byApplication.Count == 1 ? folder : $"{folder}/events_*_{log.Key}", RollingLog.Order(log)));
    }

    // The dated files sort by date since the date is written from year to minute. What is being written now, or was last, comes after them.
    private static List<LogPart> Databricks(List<KeyValuePair<string, IStoredFile>> files)
    {
        var dated = files.Where(file => LogFileName.IsDatabricksDated(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal).ToList();
        return dated.Count == 0
            ? []
            : [.. dated.Concat(files.Where(file => file.Key == LogFileName.DatabricksCurrent)).Select(file => new LogPart(file.Value))];
    }
}
