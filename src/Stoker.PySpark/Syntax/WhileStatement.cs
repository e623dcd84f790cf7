namespace Stoker.PySpark.Syntax;

/// <summary><c>while</c>.</summary>
internal sealed class WhileStatement : PythonStatement
{
    public required PythonExpression Test { get; init; }

    public required IReadOnlyList<PythonStatement> Body { get; init; }

    public required IReadOnlyList<PythonStatement> Otherwise { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Test);
        AddAll(Body, into);
        AddAll(Otherwise, into);
    }
}
