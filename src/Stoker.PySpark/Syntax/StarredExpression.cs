namespace Stoker.PySpark.Syntax;

/// <summary><c>*value</c>.</summary>
internal sealed class StarredExpression : PythonExpression
{
    public required PythonExpression Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Value);
    }
}
