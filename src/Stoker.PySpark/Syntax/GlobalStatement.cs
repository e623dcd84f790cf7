namespace Stoker.PySpark.Syntax;

/// <summary><c>global a, b</c>.</summary>
internal sealed class GlobalStatement : PythonStatement
{
    public required IReadOnlyList<string> Names { get; init; }
}
