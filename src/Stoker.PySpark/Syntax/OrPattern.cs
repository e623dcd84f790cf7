namespace Stoker.PySpark.Syntax;

/// <summary><c>a | b</c> in a pattern.</summary>
internal sealed class OrPattern : PythonNode
{
    public required IReadOnlyList<PythonNode> Patterns { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Patterns, into);
    }
}
