namespace Stoker.EventLogs.Sources;

/// <summary>The part of making a segment that needs no lock. Used once, by the thread that claimed it.</summary>
internal interface ISegmentFill
{
    /// <summary>Fills the segment that was claimed.</summary>
    void Fill(Segment segment, CancellationToken cancellationToken);
}
