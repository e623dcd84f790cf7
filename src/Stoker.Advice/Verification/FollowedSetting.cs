namespace Stoker.Advice.Verification;

/// <summary>A setting of an advice that the second run has.</summary>
/// <param name="Key">The setting.</param>
/// <param name="To">Its value.</param>
/// <param name="Findings">Ids of the findings that it answers.</param>
/// <param name="SavedMs">What it alone was predicted to save of the wall time, in ms; absent where nothing tells.</param>
public sealed record FollowedSetting(string Key, string To, IReadOnlyList<string> Findings, double? SavedMs);
