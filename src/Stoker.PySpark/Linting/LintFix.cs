namespace Stoker.PySpark.Linting;

/// <summary>A mechanical change that removes a finding.</summary>
/// <param name="Title">What it does, in the imperative.</param>
/// <param name="Safety">What it promises.</param>
/// <param name="Edits">The edits, in source order.</param>
public sealed record LintFix(string Title, FixSafety Safety, IReadOnlyList<TextEdit> Edits);
