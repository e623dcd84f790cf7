namespace Stoker.PySpark.Syntax;

/// <summary>A pattern for <c>None</c>, <c>True</c> or <c>False</c>.</summary>
internal sealed class SingletonPattern : PythonNode;
