namespace Stoker.PySpark.Syntax;

/// <summary><c>(name := value)</c>.</summary>
internal sealed class NamedExpression : PythonExpression
{
    public required PythonExpression Target { get; init; }

    public required PythonExpression Value { get; init; }

    internal override void AddChildren(List<PythonNode> into)
    {
        into.Add(Target);
        into.Add(Value);
    }
}
