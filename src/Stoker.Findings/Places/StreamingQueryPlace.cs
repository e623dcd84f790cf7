namespace Stoker.Findings.Places;

/// <summary>A streaming query.</summary>
/// <param name="Query">Its run id.</param>
public sealed record StreamingQueryPlace(string Query) : Place
{
    /// <inheritdoc/>
    public override string SortKey => "streaming query " + Query;
}
