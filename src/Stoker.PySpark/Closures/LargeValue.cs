using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <summary>A Python object that is large by what makes it.</summary>
/// <param name="Site">The call, comprehension or loop that makes it.</param>
/// <param name="Entries">How many entries it has, where constants say so; absent for what is loaded or collected.</param>
internal sealed record LargeValue(PythonNode Site, long? Entries)
{
    /// <summary>How many bytes it has, where constants say so: of a text, bytes or an array of numbers.</summary>
    public long? Bytes { get; init; }

    /// <summary>Whether it is a frame of pandas, so that its columns are as long.</summary>
    public bool IsFrame { get; init; }
}
