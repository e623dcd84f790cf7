using Stoker.Reports.Terminal;

namespace Stoker.Reports.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
internal sealed record Column(string Title)
{
    /// <summary>Text starts at the left and may be cut; numbers end at the right and are never cut.</summary>
    public bool IsText { get; init; }

    /// <summary>Where width is short, the column with the highest rank goes first; 0 always stays.</summary>
    public int Rank { get; init; }

    /// <summary>Whether a text that is too long loses its middle: its end says as much as its start.</summary>
    public bool KeepsEnds { get; init; }

    /// <summary>Whether a text goes on in further lines instead of being cut: a column of sentences, the last one of a table.</summary>
    public bool Wraps { get; init; }

    /// <summary>Whether a text moves to a line of its own beneath its row where the others fit without it, and not with it.</summary>
    public bool GoesBeneath { get; init; }

    public Tone Tone { get; init; }
}
