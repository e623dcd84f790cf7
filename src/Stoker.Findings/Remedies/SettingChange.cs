namespace Stoker.Findings.Remedies;

/// <summary>A setting and the value that it should have.</summary>
/// <param name="Key">The key.</param>
/// <param name="From">The effective value; absent when unknown.</param>
/// <param name="To">The value to set; absent when the setting should be removed.</param>
public sealed record SettingChange(string Key, string? From, string? To);
