namespace Stoker.Findings.Places;

/// <summary>A setting.</summary>
/// <param name="Key">Its key, such as <c>spark.sql.shuffle.partitions</c>.</param>
public sealed record SettingPlace(string Key) : Place
{
    /// <inheritdoc/>
    public override string SortKey => "setting " + Key;
}
