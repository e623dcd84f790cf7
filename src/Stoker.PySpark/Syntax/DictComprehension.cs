namespace Stoker.PySpark.Syntax;

/// <summary><c>{k: v for x in y}</c>.</summary>
internal sealed class DictComprehension : PythonExpression
{
    public required PythonExpression Key { get; init; }

    public required PythonExpression Value { get; init; }

    public required IReadOnlyList<ComprehensionClause> Clauses { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Key);
        into.Add(Value);
        AddAll(Clauses, into);
    }
}
