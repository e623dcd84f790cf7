namespace Stoker.PySpark.Syntax;

/// <summary><c>*name</c> in a sequence pattern.</summary>
internal sealed class StarPattern : PythonNode
{
    public required string? Name { get; init; }
}
