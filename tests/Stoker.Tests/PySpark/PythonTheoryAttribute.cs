namespace Stoker.Tests.PySpark;

/// <summary>A theory that needs a Python to parse with; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute(
        [System.Runtime.CompilerServices.CallerFilePath] string? file = null, [System.Runtime.CompilerServices.CallerLineNumber] int line = -1)
        : base(file, line) => Skip = new PythonFactAttribute().Skip;
}
