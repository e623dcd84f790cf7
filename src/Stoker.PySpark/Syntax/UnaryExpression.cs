namespace Stoker.PySpark.Syntax;

/// <summary><c>-a</c>, <c>not a</c> and their like.</summary>
internal sealed class UnaryExpression : PythonExpression
{
    public required UnaryOperator Operator { get; init; }

    public required PythonExpression Operand { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Operand);
    }
}
