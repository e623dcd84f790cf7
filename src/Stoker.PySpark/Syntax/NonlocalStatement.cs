namespace Stoker.PySpark.Syntax;

/// <summary><c>nonlocal a, b</c>.</summary>
internal sealed class NonlocalStatement : PythonStatement
{
    public required IReadOnlyList<string> Names { get; init; }
}
