using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Configuration;

/// <summary>A key that Spark gave up.</summary>
/// <param name="Version">Version from which it is old.</param>
/// <param name="Replacement">The key to use in its place; absent when there is none.</param>
/// <param name="DroppedIn">Version from which nothing reads it; absent while Spark reads it under its new name.</param>
/// <param name="IsRenamed">Whether the replacement means the same, and the value can be kept.</param>
internal sealed record RetiredSetting(string Version, string? Replacement, string? DroppedIn, bool IsRenamed)
{
    /// <summary>Whether it is old in a version.</summary>
    public bool IsOldIn(SparkVersion version) => SparkVersion.Parse(Version) is { } since && since <= version;

    /// <summary>Whether a version still reads it.</summary>
    public bool IsReadBy(SparkVersion version) => DroppedIn is null || SparkVersion.Parse(DroppedIn) is not { } dropped || dropped > version;
}
