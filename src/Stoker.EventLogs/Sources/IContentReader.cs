namespace Stoker.EventLogs.Sources;

/// <summary>The uncompressed content of one file, handed out piece by piece.</summary>
internal interface IContentReader : IDisposable
{
    /// <summary>
    /// Claims the next piece. The feed calls this under its lock, with the segment emptied and numbered; what is slow and can run beside other
    /// pieces is left to the answer. A reader may be disposed while its answers are still being carried out.
    /// </summary>
    /// <returns>Null at the end of the file.</returns>
    ISegmentFill? Claim(Segment segment, CancellationToken cancellationToken);
}
