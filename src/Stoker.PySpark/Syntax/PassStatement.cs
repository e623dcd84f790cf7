namespace Stoker.PySpark.Syntax;

/// <summary><c>pass</c>.</summary>
internal sealed class PassStatement : PythonStatement;
