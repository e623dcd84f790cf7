namespace Stoker.PySpark.Syntax;

/// <summary><c>a += value</c>.</summary>
internal sealed class AugmentedAssignStatement : PythonStatement
{
    public required PythonExpression Target { get; init; }

    public required BinaryOperator Operator { get; init; }

    public required PythonExpression Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Target);
        into.Add(Value);
    }
}
