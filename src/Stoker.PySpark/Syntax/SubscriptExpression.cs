namespace Stoker.PySpark.Syntax;

/// <summary><c>value[key]</c>.</summary>
internal sealed class SubscriptExpression : PythonExpression
{
    public required PythonExpression Value { get; init; }

    public required PythonExpression Key { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Value);
        into.Add(Key);
    }
}
