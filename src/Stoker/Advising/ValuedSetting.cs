namespace Stoker.Advising;

/// <summary>How a setting of an advice is in the predicted time.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Basis">How it is in the number.</param>
/// <param name="Findings">Ids of the findings whose price was taken away for it; empty unless that is its basis.</param>
public sealed record ValuedSetting(string Key, SettingBasis Basis, IReadOnlyList<string> Findings);
