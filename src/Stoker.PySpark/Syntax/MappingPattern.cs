namespace Stoker.PySpark.Syntax;

/// <summary>A mapping pattern.</summary>
internal sealed class MappingPattern : PythonNode
{
    public required IReadOnlyList<PythonExpression> Keys { get; init; }

    public required IReadOnlyList<PythonNode> Patterns { get; init; }

    public required string? Rest { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Keys, into);
        AddAll(Patterns, into);
    }
}
