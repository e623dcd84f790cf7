namespace Stoker.PySpark.Syntax;

/// <summary><c>del</c>.</summary>
internal sealed class DeleteStatement : PythonStatement
{
    public required IReadOnlyList<PythonExpression> Targets { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Targets, into);
    }
}
