namespace Stoker.PySpark.Syntax;

/// <summary>A <c>class</c>.</summary>
internal sealed class ClassDefinition : PythonStatement
{
    public required string Name { get; init; }

    public required IReadOnlyList<PythonExpression> Bases { get; init; }

    public required IReadOnlyList<KeywordArgument> Keywords { get; init; }

    public required IReadOnlyList<PythonStatement> Body { get; init; }

    public required IReadOnlyList<PythonExpression> Decorators { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Bases, into);
        AddAll(Keywords, into);
        AddAll(Body, into);
        AddAll(Decorators, into);
    }
}
