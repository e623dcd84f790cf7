namespace Stoker.PySpark.Syntax;

/// <summary><c>{a, b}</c>.</summary>
internal sealed class SetExpression : PythonExpression
{
    public required IReadOnlyList<PythonExpression> Elements { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Elements, into);
    }
}
