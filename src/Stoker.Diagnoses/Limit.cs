namespace Stoker.Diagnoses;

/// <summary>A named threshold with its default. Where each comes from stands beside its definition.</summary>
/// <param name="Name">Name within a rule, as a configuration file sets it. Its end tells the unit: <c>…Ms</c>, <c>…Bytes</c>, <c>…Rows</c>, <c>…Share</c>, <c>…Ratio</c>.</param>
/// <param name="Default">Value when nothing is configured.</param>
/// <param name="Stated">The unit where the name does not tell it; absent where it does.</param>
internal sealed record Limit(string Name, double Default, ThresholdUnit? Stated = null)
{
    /// <summary>What the value counts.</summary>
    public ThresholdUnit Unit => Stated ?? (
        Ends("Ms") ? ThresholdUnit.Milliseconds
        : Ends("Bytes") ? ThresholdUnit.Bytes
        : Ends("Rows") || Ends("Records") ? ThresholdUnit.Rows
        : Ends("Share") ? ThresholdUnit.Share
        : Ends("Ratio") ? ThresholdUnit.Ratio
        : ThresholdUnit.Count);

    private bool Ends(string suffix) => Name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
}
