namespace Stoker.PySpark.Linting;

/// <summary>A call that starts a Spark job.</summary>
/// <param name="File">The file, with forward slashes.</param>
/// <param name="Line">1-based line of the method's name, which is the line that Spark logs.</param>
/// <param name="Method">The method, such as <c>collect</c> or <c>parquet</c>.</param>
/// <param name="Symbol">The function or class around it, or absent.</param>
/// <param name="IsRepeated">Whether it is in a loop.</param>
public sealed record SourceAction(string File, int Line, string Method, string? Symbol, bool IsRepeated);
