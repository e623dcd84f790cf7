namespace Stoker.PySpark.Syntax;

/// <summary>A <c>def</c> or <c>async def</c>.</summary>
internal sealed class FunctionDefinition : PythonStatement
{
    public required string Name { get; init; }

    public required FunctionParameters Parameters { get; init; }

    public required IReadOnlyList<PythonStatement> Body { get; init; }

    public required IReadOnlyList<PythonExpression> Decorators { get; init; }

    public required PythonExpression? Returns { get; init; }

    public required bool IsAsync { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Parameters);
        AddAll(Body, into);
        AddAll(Decorators, into);
        Add(Returns, into);
    }
}
