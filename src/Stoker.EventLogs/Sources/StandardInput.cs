namespace Stoker.EventLogs.Sources;

/// <summary>A log that is piped in. Can be opened once.</summary>
internal sealed class StandardInput(Func<Stream> open) : IStoredFile
{
    /// <inheritdoc/>
    public string Name => "standard input";

    /// <inheritdoc/>
    public long? StoredBytes => null;

    /// <inheritdoc/>
    public Stream Open() => open();
}
