namespace Stoker.PySpark.Syntax;

/// <summary>A <c>{value!r:spec}</c> hole of an f-string.</summary>
internal sealed class FormattedValue : PythonExpression
{
    public required PythonExpression Value { get; init; }

    public required int Conversion { get; init; }

    public required PythonExpression? FormatSpec { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Value);
        Add(FormatSpec, into);
    }
}
