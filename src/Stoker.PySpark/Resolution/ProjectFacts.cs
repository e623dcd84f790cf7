namespace Stoker.PySpark.Resolution;

/// <summary>What is known of a project besides its source.</summary>
internal sealed record ProjectFacts
{
    /// <summary>The Spark version that the source is for, or absent when nobody said.</summary>
    public Version? SparkVersion { get; init; }

    /// <summary>Whether an API of the version may be used; unknown versions are taken to be 3.5 or later.</summary>
    public bool Has(int major, int minor) => SparkVersion is null ? new Version(major, minor) <= new Version(3, 5) : SparkVersion >= new Version(major, minor);
}
