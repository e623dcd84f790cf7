namespace Stoker.PySpark.Syntax;

/// <summary><c>yield from a</c>.</summary>
internal sealed class YieldFromExpression : PythonExpression
{
    public required PythonExpression Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Value);
    }
}
