namespace Stoker.PySpark.Syntax;

/// <summary>A pattern that compares with a value.</summary>
internal sealed class ValuePattern : PythonNode
{
    public required PythonExpression Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Value);
    }
}
