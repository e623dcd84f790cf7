namespace Stoker.PySpark.Syntax;

/// <summary><c>try</c>, also with <c>except*</c>.</summary>
internal sealed class TryStatement : PythonStatement
{
    public required IReadOnlyList<PythonStatement> Body { get; init; }

    public required IReadOnlyList<ExceptHandler> Handlers { get; init; }

    public required IReadOnlyList<PythonStatement> Otherwise { get; init; }

    public required IReadOnlyList<PythonStatement> Finally { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Body, into);
        AddAll(Handlers, into);
        AddAll(Otherwise, into);
        AddAll(Finally, into);
    }
}
