namespace Stoker.PySpark.Syntax;

/// <summary><c>continue</c>.</summary>
internal sealed class ContinueStatement : PythonStatement;
