namespace Stoker.PySpark.Syntax;

/// <summary><c>a if test else b</c>.</summary>
internal sealed class ConditionalExpression : PythonExpression
{
    public required PythonExpression Test { get; init; }

    public required PythonExpression Body { get; init; }

    public required PythonExpression Otherwise { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Test);
        into.Add(Body);
        into.Add(Otherwise);
    }
}
