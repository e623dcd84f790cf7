namespace Stoker.EventLogs.Sources;

/// <summary>A log that is piped in: it can be read once, so it is not looked into first.</summary>
internal sealed class StandardInputSource(SourceOptions options) : IEventLogSource
{
    /// <inheritdoc/>
    public SourceListing List(bool needsHeaders, CancellationToken cancellationToken)
    {
        var input = new StandardInput(options.StandardInput);
        return new SourceListing([new EventLogCandidate(input.Name, null, _ => new LogFeed([new LogPart(input)]))], []);
    }
}
