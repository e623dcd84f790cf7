namespace Stoker.PySpark.Syntax;

/// <summary><c>f(a, *b, k=c, **d)</c>.</summary>
internal sealed class CallExpression : PythonExpression
{
    public required PythonExpression Function { get; init; }

    public required IReadOnlyList<PythonExpression> Arguments { get; init; }

    public required IReadOnlyList<KeywordArgument> Keywords { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Function);
        AddAll(Arguments, into);
        AddAll(Keywords, into);
    }
}
