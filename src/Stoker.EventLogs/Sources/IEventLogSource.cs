namespace Stoker.EventLogs.Sources;

/// <summary>A place that holds logs. The seam for places to come: object stores, HDFS.</summary>
internal interface IEventLogSource
{
    /// <summary>Lists the logs that are there, without choosing.</summary>
    /// <param name="needsHeaders">False when a single log need not be looked into.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="SourceException">There is nothing to list.</exception>
    SourceListing List(bool needsHeaders, CancellationToken cancellationToken);
}
