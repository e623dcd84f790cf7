using Stoker.PySpark.Rewriting.Native;

namespace Stoker.PySpark.Rewriting.Lowering;

/// <summary>The native expression of a UDF for one tuple of argument types.</summary>
/// <param name="Types">The types of the arguments.</param>
/// <param name="Root">The expression, of the declared type up to a cast.</param>
/// <param name="CastTo">The type to cast to, or empty where the expression has it.</param>
/// <param name="IsGuarded">Whether it holds guards that Python's source does not.</param>
internal sealed record NativeForm(IReadOnlyList<SparkType> Types, Node Root, string CastTo, bool IsGuarded);
