namespace Stoker.Advice.Comparison.Matching;

/// <summary>A unit or a stage of the first run with the one of the second that does the same; one of them is absent where there is none.</summary>
/// <typeparam name="T">What was matched.</typeparam>
/// <param name="Before">In the first run.</param>
/// <param name="After">In the second run.</param>
/// <param name="IsSame">Whether both do the same by their signatures; otherwise they are the most alike.</param>
internal readonly record struct MatchedPair<T>(T? Before, T? After, bool IsSame)
    where T : class
{
    /// <summary>Whether the run without it may just have been stopped before it came to it.</summary>
    public bool IsCutShort { get; init; }
}
