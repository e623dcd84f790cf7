namespace Stoker.PySpark.Syntax;

/// <summary><c>and</c> or <c>or</c>. The numbers are those of the reading script.</summary>
internal enum BooleanOperator
{
    And = 220,
    Or = 221,
}
