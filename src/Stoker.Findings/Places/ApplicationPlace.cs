namespace Stoker.Findings.Places;

/// <summary>The application as a whole.</summary>
public sealed record ApplicationPlace() : Place
{
    /// <inheritdoc/>
    public override string SortKey => "application";
}
