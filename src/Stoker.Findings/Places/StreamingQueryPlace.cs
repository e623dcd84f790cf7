namespace Stoker.Findings.Places;

/// <summary>A streaming query.</summary>
/// <param name="Query">Its run id.</param>
/// <param name="Title">What a reader knows it by, such as <c>query 2 (foreachBatch)</c>; absent where only the run id is known.</param>
public sealed record StreamingQueryPlace(string Query, string? Title = null) : Place
{
    /// <inheritdoc/>
    public override string SortKey => "streaming query " + Query;
}
