namespace Stoker.PySpark.Syntax;

/// <summary><c>a:b:c</c> in a subscript.</summary>
internal sealed class SliceExpression : PythonExpression
{
    public required PythonExpression? Lower { get; init; }

    public required PythonExpression? Upper { get; init; }

    public required PythonExpression? Step { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        Add(Lower, into);
        Add(Upper, into);
        Add(Step, into);
    }
}
