namespace Stoker.PySpark.Linting;

/// <summary>A comment that hides findings.</summary>
/// <param name="Line">1-based line of the comment.</param>
/// <param name="Rules">The ids it names; all rules when empty.</param>
/// <param name="Reason">The reason it gives, or empty.</param>
public sealed record Suppression(int Line, IReadOnlyList<string> Rules, string Reason);
