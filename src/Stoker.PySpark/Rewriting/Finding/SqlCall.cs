using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>A call of a registered function in a SQL text.</summary>
/// <param name="Text">The literal.</param>
/// <param name="Start">Where the call starts in the source.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Columns">The columns that it is given.</param>
/// <param name="Types">Their types.</param>
internal sealed record SqlCall(ConstantExpression Text, int Start, int End, IReadOnlyList<string> Columns, IReadOnlyList<SparkType> Types);
