namespace Stoker.PySpark.Syntax;

/// <summary>An expression of a Python newer than the reading script knows; only its children are kept.</summary>
internal sealed class UnknownExpression : PythonExpression
{
    public required IReadOnlyList<PythonNode> Children { get; init; }

    internal override void AddChildren(List<PythonNode> into) => AddAll(Children, into);
}
