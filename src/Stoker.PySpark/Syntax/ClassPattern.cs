namespace Stoker.PySpark.Syntax;

/// <summary>A class pattern.</summary>
internal sealed class ClassPattern : PythonNode
{
    public required PythonExpression Class { get; init; }

    public required IReadOnlyList<PythonNode> Patterns { get; init; }

    public required IReadOnlyList<string> KeywordNames { get; init; }

    public required IReadOnlyList<PythonNode> KeywordPatterns { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Class);
        AddAll(Patterns, into);
        AddAll(KeywordPatterns, into);
    }
}
