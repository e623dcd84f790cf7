namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>The Spark for which the answers must be equal.</summary>
/// <param name="Version">Its version.</param>
/// <param name="IsArrow">Whether a plain <c>@udf</c> runs over Arrow there, which converts results differently from pickle.</param>
/// <param name="Pandas">The pandas of its workers; absent where it is not known.</param>
public sealed record Target(Version Version, bool IsArrow, Version? Pandas = null)
{
    /// <summary>Spark 4.3 as published.</summary>
    public static Target Default { get; } = For(new Version(4, 3, 0));

    /// <summary>The first and the last minor version that is known.</summary>
    public static (Version First, Version Last) Known { get; } = (new Version(3, 5), new Version(4, 3));

    /// <summary>Whether the answers of a version are known: of 3.5 and of 4.0 to 4.3.</summary>
    public static bool Knows(Version version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.Major switch { 3 => version.Minor == 5, 4 => version.Minor <= Known.Last.Minor, _ => false };
    }

    /// <summary>The published defaults of a version: <c>spark.sql.execution.pythonUDF.arrow.enabled</c> is true from 4.2.</summary>
    public static Target For(Version version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new Target(version, version >= new Version(4, 2));
    }

    /// <summary>Whether pandas keeps texts as Python objects, as 2.x does. From 3.0 on it keeps them in Arrow's way, whose methods are not Python's.</summary>
    public bool HasTextObjects => Pandas is { Major: 2 };

    /// <summary>Whether a case mapping follows ICU and a newer Unicode than Python's (4.x), or Java's own (3.x).</summary>
    public bool HasNewUnicode => Version.Major >= 4;
}
