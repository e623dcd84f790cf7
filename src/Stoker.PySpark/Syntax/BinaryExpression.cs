namespace Stoker.PySpark.Syntax;

/// <summary><c>a + b</c> and its like.</summary>
internal sealed class BinaryExpression : PythonExpression
{
    public required PythonExpression Left { get; init; }

    public required BinaryOperator Operator { get; init; }

    public required PythonExpression Right { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Left);
        into.Add(Right);
    }
}
