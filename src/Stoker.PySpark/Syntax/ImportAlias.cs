namespace Stoker.PySpark.Syntax;

/// <summary><c>name as alias</c> of an import.</summary>
internal sealed class ImportAlias : PythonNode
{
    public required string Name { get; init; }

    public required string? Alias { get; init; }
}
