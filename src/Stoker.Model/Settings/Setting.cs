namespace Stoker.Model.Settings;

/// <summary>A setting as the log holds it. Spark may have redacted the value when it wrote the log.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value as text.</param>
/// <param name="Origin">Where the value comes from.</param>
public sealed record Setting(string Key, string Value, SettingOrigin Origin);
