namespace Stoker.PySpark.Syntax;

/// <summary>A statement.</summary>
internal abstract class PythonStatement : PythonNode;
