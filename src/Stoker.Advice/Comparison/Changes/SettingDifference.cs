namespace Stoker.Advice.Comparison.Changes;

/// <summary>A setting that the runs do not share.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Before">Value in the first run; absent when it was not set.</param>
/// <param name="After">Value in the second run; absent when it was not set.</param>
/// <param name="Explains">Causes that it can bring about; empty when none is known.</param>
public sealed record SettingDifference(string Key, string? Before, string? After, IReadOnlyList<DifferenceCause> Explains);
