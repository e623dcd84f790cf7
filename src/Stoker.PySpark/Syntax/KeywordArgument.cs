namespace Stoker.PySpark.Syntax;

/// <summary><c>name=value</c> of a call; no name for <c>**value</c>.</summary>
internal sealed class KeywordArgument : PythonNode
{
    public required string? Name { get; init; }

    public required PythonExpression Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Value);
    }
}
