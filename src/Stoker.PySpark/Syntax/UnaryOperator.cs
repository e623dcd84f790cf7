namespace Stoker.PySpark.Syntax;

/// <summary>An operator before one operand. The numbers are those of the reading script.</summary>
internal enum UnaryOperator
{
    Invert = 230,
    Not = 231,
    Plus = 232,
    Minus = 233,
}
