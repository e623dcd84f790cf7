namespace Stoker.PySpark.Syntax;

/// <summary>A comparison. The numbers are those of the reading script.</summary>
internal enum ComparisonOperator
{
    Equal = 240,
    NotEqual = 241,
    Less = 242,
    LessOrEqual = 243,
    Greater = 244,
    GreaterOrEqual = 245,
    Is = 246,
    IsNot = 247,
    In = 248,
    NotIn = 249,
}
