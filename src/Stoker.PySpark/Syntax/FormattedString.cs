namespace Stoker.PySpark.Syntax;

/// <summary>An f-string. Everything inside it has the span of the whole string.</summary>
internal sealed class FormattedString : PythonExpression
{
    public required IReadOnlyList<PythonExpression> Values { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        AddAll(Values, into);
    }
}
