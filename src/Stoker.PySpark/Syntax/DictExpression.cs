namespace Stoker.PySpark.Syntax;

/// <summary><c>{k: v, **m}</c>; a null key marks an unpacked mapping.</summary>
internal sealed class DictExpression : PythonExpression
{
    public required IReadOnlyList<PythonExpression?> Keys { get; init; }

    public required IReadOnlyList<PythonExpression> Values { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Keys, into);
        AddAll(Values, into);
    }
}
