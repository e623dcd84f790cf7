namespace Stoker.Findings.Places;

/// <summary>An executor.</summary>
/// <param name="Executor">Its id, such as <c>driver</c> or <c>7</c>.</param>
public sealed record ExecutorPlace(string Executor) : Place
{
    /// <inheritdoc/>
    public override string SortKey => "executor " + Executor;
}
