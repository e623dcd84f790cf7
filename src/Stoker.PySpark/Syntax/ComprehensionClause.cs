namespace Stoker.PySpark.Syntax;

/// <summary><c>for target in iterable if …</c> of a comprehension.</summary>
internal sealed class ComprehensionClause : PythonNode
{
    public required PythonExpression Target { get; init; }

    public required PythonExpression Iterable { get; init; }

    public required IReadOnlyList<PythonExpression> Conditions { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Target);
        into.Add(Iterable);
        AddAll(Conditions, into);
    }
}
