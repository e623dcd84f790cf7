namespace Stoker.PySpark.Syntax;

/// <summary><c>if</c>; an <c>elif</c> is an <c>if</c> alone in <see cref="Otherwise"/>.</summary>
internal sealed class IfStatement : PythonStatement
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
