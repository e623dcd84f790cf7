namespace Stoker.PySpark.Syntax;

/// <summary><c>context as target</c> of a <c>with</c>.</summary>
internal sealed class WithItem : PythonNode
{
    public required PythonExpression Context { get; init; }

    public required PythonExpression? Target { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Context);
        Add(Target, into);
    }
}
