namespace Stoker.PySpark.Syntax;

/// <summary>A sequence pattern.</summary>
internal sealed class SequencePattern : PythonNode
{
    public required IReadOnlyList<PythonNode> Patterns { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Patterns, into);
    }
}
