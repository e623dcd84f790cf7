using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

/// <summary>A Python function that is made a UDF.</summary>
/// <param name="Kind">How Spark runs it.</param>
/// <param name="Site">What makes it one: a decorator, or the call of <c>udf</c> or <c>register</c>.</param>
/// <param name="Body">The function or lambda, when it is in the project.</param>
/// <param name="ReturnType">The declared return type, or absent for the default (string).</param>
/// <param name="UseArrow">The <c>useArrow</c> argument, when it is written as a literal.</param>
internal sealed record UdfDefinition(UdfKind Kind, PythonNode Site, PythonNode? Body, PythonExpression? ReturnType, bool? UseArrow);
