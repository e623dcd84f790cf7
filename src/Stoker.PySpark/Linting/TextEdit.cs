namespace Stoker.PySpark.Linting;

/// <summary>Replaces a piece of a source's text. Edits of one fix do not overlap.</summary>
/// <param name="Start">First character, as an offset into the text (UTF-16 units).</param>
/// <param name="End">Just behind the last character; equal to <paramref name="Start"/> for an insertion.</param>
/// <param name="Text">What stands there afterwards.</param>
public sealed record TextEdit(int Start, int End, string Text);
