using Stoker.PySpark.Rewriting.Native;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>A Python regular expression as Java's.</summary>
/// <param name="Java">The pattern without flags that a place needs.</param>
/// <param name="Flags">Java's inline flags.</param>
/// <param name="Groups">For each group from 1 on: whether it may take no part in a match.</param>
/// <param name="Names">Numbers of the named groups.</param>
/// <param name="MayBeEmpty">Whether it can match the empty text.</param>
internal sealed record JavaPattern(string Java, string Flags, IReadOnlyList<bool> Groups, IReadOnlyDictionary<string, int> Names, bool MayBeEmpty)
{
    /// <summary>Of a match: that there is one.</summary>
    public Node? Matched { get; init; }

    /// <summary>Of a match: the text that was searched.</summary>
    public Node? Subject { get; init; }

    /// <summary>The whole pattern for a search.</summary>
    public string Search => Prefix + Java;

    /// <summary>The whole pattern at the start of the text.</summary>
    public string Match => $"{Prefix}\\A(?:{Java})";

    /// <summary>The whole pattern over all of the text.</summary>
    public string FullMatch => $"{Prefix}\\A(?:{Java})\\z";

    private string Prefix => Flags.Length == 0 ? "" : $"(?{Flags})";
}
