namespace Stoker.PySpark.Syntax;

/// <summary>One parameter.</summary>
internal sealed class Parameter : PythonNode
{
    public required string Name { get; init; }

    public required PythonExpression? Annotation { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        Add(Annotation, into);
    }
}
