namespace Stoker.PySpark.Syntax;

/// <summary><c>return</c>, with or without a value.</summary>
internal sealed class ReturnStatement : PythonStatement
{
    public required PythonExpression? Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        Add(Value, into);
    }
}
