namespace Stoker.PySpark.Syntax;

/// <summary><c>value.name</c>.</summary>
internal sealed class AttributeExpression : PythonExpression
{
    public required PythonExpression Value { get; init; }

    public required string Name { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Value);
    }
}
