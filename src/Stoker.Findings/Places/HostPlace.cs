namespace Stoker.Findings.Places;

/// <summary>A host.</summary>
/// <param name="Host">Its name as logged.</param>
public sealed record HostPlace(string Host) : Place
{
    /// <inheritdoc/>
    public override string SortKey => "host " + Host;
}
