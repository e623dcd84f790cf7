namespace Stoker.PySpark.Syntax;

/// <summary>An expression used as a statement.</summary>
internal sealed class ExpressionStatement : PythonStatement
{
    public required PythonExpression Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Value);
    }
}
