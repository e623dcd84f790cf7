using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <summary>Something large that a function captures.</summary>
/// <param name="Name">The name by which the function reads it.</param>
/// <param name="Binding">Where that name gets its value.</param>
/// <param name="Value">The value.</param>
internal sealed record Capture(NameExpression Name, Binding Binding, LargeValue Value);
