namespace Stoker.PySpark.Syntax;

/// <summary><c>except T as name:</c>.</summary>
internal sealed class ExceptHandler : PythonNode
{
    public required PythonExpression? Type { get; init; }

    public required string? Name { get; init; }

    public required IReadOnlyList<PythonStatement> Body { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        Add(Type, into);
        AddAll(Body, into);
    }
}
