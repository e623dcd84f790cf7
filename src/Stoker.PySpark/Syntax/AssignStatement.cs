namespace Stoker.PySpark.Syntax;

/// <summary><c>a = b = value</c>.</summary>
internal sealed class AssignStatement : PythonStatement
{
    public required IReadOnlyList<PythonExpression> Targets { get; init; }

    public required PythonExpression Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Targets, into);
        into.Add(Value);
    }
}
