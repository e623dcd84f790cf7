using Stoker.EventLogs.Sources.Remote;

namespace Stoker.EventLogs.Sources;

/// <summary>Finds the event logs that a user means by SOURCE.</summary>
public static class EventLogSources
{
    /// <summary>
    /// Resolves a path, "-", or an address. Folders, archives and servers are searched for logs, and the selection says which of them to take.
    /// </summary>
    /// <param name="source">SOURCE as the user wrote it.</param>
    /// <param name="selection">Which of many logs to take.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="SourceException">Nothing can be read there, or nothing that was asked for; says what, why, and what to do.</exception>
    public static ResolvedSource Resolve(string source, SourceSelection selection, SourceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(options);
        var listing = Locate(source, options).List(selection.LooksInside, cancellationToken);
        try
        {
            return new LogChoice(source, selection).Choose(listing, cancellationToken);
        }
        catch
        {
            listing.Resource?.Dispose();
            throw;
        }
    }

    private static IEventLogSource Locate(string source, SourceOptions options)
    {
        if (source == "-")
        {
            return new StandardInputSource(options);
        }
        if (!ForeignAddress.IsAddress(source))
        {
            return new LocalSource(source, options);
        }
        if (Uri.TryCreate(source, UriKind.Absolute, out var uri) && uri.IsFile)
        {
            return new LocalSource(uri.LocalPath, options);
        }
        return ServerAddress.Parse(source) is { } server ? new HistoryServerSource(server, options) : throw ForeignAddress.Refuse(source);
    }
}
