namespace Stoker.PySpark.Syntax;

/// <summary><c>for</c> or <c>async for</c>.</summary>
internal sealed class ForStatement : PythonStatement
{
    public required PythonExpression Target { get; init; }

    public required PythonExpression Iterable { get; init; }

    public required IReadOnlyList<PythonStatement> Body { get; init; }

    public required IReadOnlyList<PythonStatement> Otherwise { get; init; }

    public required bool IsAsync { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Target);
        into.Add(Iterable);
        AddAll(Body, into);
        AddAll(Otherwise, into);
    }
}
