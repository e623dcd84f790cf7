namespace Stoker.PySpark.Syntax;

/// <summary><c>[e for x in y]</c>.</summary>
internal sealed class ListComprehension : PythonExpression
{
    public required PythonExpression Element { get; init; }

    public required IReadOnlyList<ComprehensionClause> Clauses { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Element);
        AddAll(Clauses, into);
    }
}
