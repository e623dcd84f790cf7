using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <summary>Something large that a function captures.</summary>
/// <param name="Name">The name by which the function reads it.</param>
/// <param name="Read">What reads it: that name, or the default of a parameter.</param>
/// <param name="Site">Where that name gets its value.</param>
/// <param name="Value">The value.</param>
internal sealed record Capture(string Name, PythonNode Read, PythonNode Site, LargeValue Value);
