namespace Stoker.PySpark.Reading;

/// <summary>A file to read.</summary>
/// <param name="Path">The path to show, with forward slashes.</param>
/// <param name="FullPath">Where it is.</param>
public sealed record PythonFile(string Path, string FullPath);
