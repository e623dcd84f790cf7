namespace Stoker.PySpark.Syntax;

/// <summary><c>a and b and c</c> or the same with <c>or</c>.</summary>
internal sealed class BooleanExpression : PythonExpression
{
    public required BooleanOperator Operator { get; init; }

    public required IReadOnlyList<PythonExpression> Values { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Values, into);
    }
}
