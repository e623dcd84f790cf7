namespace Stoker.PySpark.Syntax;

/// <summary>A node that has a value.</summary>
internal abstract class PythonExpression : PythonNode;
