namespace Stoker.PySpark.Syntax;

/// <summary>An arithmetic or bit operator. The numbers are those of the reading script.</summary>
internal enum BinaryOperator
{
    Add = 200,
    Subtract = 201,
    Multiply = 202,
    MatrixMultiply = 203,
    Divide = 204,
    Modulo = 205,
    Power = 206,
    LeftShift = 207,
    RightShift = 208,
    BitOr = 209,
    BitXor = 210,
    BitAnd = 211,
    FloorDivide = 212,
}
