namespace Stoker.PySpark.Syntax;

/// <summary><c>yield</c>, with or without a value.</summary>
internal sealed class YieldExpression : PythonExpression
{
    public required PythonExpression? Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        Add(Value, into);
    }
}
