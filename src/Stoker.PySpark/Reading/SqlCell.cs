namespace Stoker.PySpark.Reading;

/// <summary>A <c>%sql</c> cell.</summary>
/// <param name="Line">1-based line of the joined text at which the SQL starts.</param>
/// <param name="Text">The SQL, as written.</param>
public sealed record SqlCell(int Line, string Text);
