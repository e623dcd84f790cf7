namespace Stoker.PySpark.Syntax;

/// <summary><c>pattern as name</c>, a capture, or the wildcard.</summary>
internal sealed class AsPattern : PythonNode
{
    public required PythonNode? Pattern { get; init; }

    public required string? Name { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        Add(Pattern, into);
    }
}
