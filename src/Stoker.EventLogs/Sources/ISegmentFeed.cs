namespace Stoker.EventLogs.Sources;

/// <summary>
/// The uncompressed bytes of one application's log (all its files, in order) as numbered segments. Several threads may call
/// <see cref="TryFill"/> at once: each call claims the next segment in order, and the costly part (reading, decompressing) runs outside any lock
/// wherever the format allows it.
/// </summary>
internal interface ISegmentFeed : IDisposable
{
    /// <summary>Names of the files, as the user would recognise them; <see cref="Segment.FileIndex"/> points in here.</summary>
    IReadOnlyList<string> FileNames { get; }

    /// <summary>Bytes of input in all (compressed, as stored), or absent where that is unknown (standard input).</summary>
    long? TotalInputBytes { get; }

    /// <summary>Fills <paramref name="segment"/> with the next stretch of the log.</summary>
    /// <returns>False when there is no more; what the segment holds then means nothing.</returns>
    /// <exception cref="IOException">The medium failed. Damage inside the data is never an exception but an issue on the segment.</exception>
    bool TryFill(Segment segment, CancellationToken cancellationToken);
}
