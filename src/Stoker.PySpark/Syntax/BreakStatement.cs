namespace Stoker.PySpark.Syntax;

/// <summary><c>break</c>.</summary>
internal sealed class BreakStatement : PythonStatement;
