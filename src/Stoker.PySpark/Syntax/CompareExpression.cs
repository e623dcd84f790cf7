namespace Stoker.PySpark.Syntax;

/// <summary><c>a &lt; b == c</c>: <see cref="Left"/>, then one operator a comparator.</summary>
internal sealed class CompareExpression : PythonExpression
{
    public required PythonExpression Left { get; init; }

    public required IReadOnlyList<ComparisonOperator> Operators { get; init; }

    public required IReadOnlyList<PythonExpression> Comparators { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Left);
        AddAll(Comparators, into);
    }
}
