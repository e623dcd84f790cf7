namespace Stoker.PySpark.Syntax;

/// <summary><c>await a</c>.</summary>
internal sealed class AwaitExpression : PythonExpression
{
    public required PythonExpression Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Value);
    }
}
