namespace Stoker.PySpark.Syntax;

/// <summary><c>type A = B</c> (3.12+).</summary>
internal sealed class TypeAliasStatement : PythonStatement
{
    public required PythonExpression Name { get; init; }

    public required PythonExpression Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Name);
        into.Add(Value);
    }
}
