namespace Stoker.PySpark.Syntax;

/// <summary><c>with</c> or <c>async with</c>.</summary>
internal sealed class WithStatement : PythonStatement
{
    public required IReadOnlyList<WithItem> Items { get; init; }

    public required IReadOnlyList<PythonStatement> Body { get; init; }

    public required bool IsAsync { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Items, into);
        AddAll(Body, into);
    }
}
