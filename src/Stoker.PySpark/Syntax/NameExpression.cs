namespace Stoker.PySpark.Syntax;

/// <summary>A plain name.</summary>
internal sealed class NameExpression : PythonExpression
{
    public required string Name { get; init; }
}
