using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <summary>A Python object that is large by what makes it.</summary>
/// <param name="Site">The call, comprehension or loop that makes it.</param>
/// <param name="Entries">How many entries it has, where constants say so; absent for what is loaded or collected.</param>
internal sealed record LargeValue(PythonNode Site, long? Entries);
