namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>The Spark for which the answers must be equal.</summary>
/// <param name="Version">Its version.</param>
/// <param name="IsArrow">Whether a plain <c>@udf</c> runs over Arrow there, which converts results differently from pickle.</param>
public sealed record Target(Version Version, bool IsArrow)
{
    /// <summary>Spark 4.3 as published.</summary>
    public static Target Default { get; } = For(new Version(4, 3, 0));

    /// <summary>The published defaults of a version: <c>spark.sql.execution.pythonUDF.arrow.enabled</c> is true from 4.2.</summary>
    public static Target For(Version version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new Target(version, version >= new Version(4, 2));
    }

    /// <summary>Whether a case mapping follows ICU and a newer Unicode than Python's (4.x), or Java's own (3.x).</summary>
    public bool HasNewUnicode => Version.Major >= 4;
}
