namespace Stoker.EventLogs.Sources;

/// <summary>What a reader answers that can only work in order and has filled the segment while it was claimed.</summary>
internal sealed class FilledAlready : ISegmentFill
{
    /// <summary>The one there is.</summary>
    public static FilledAlready Instance { get; } = new();

    /// <inheritdoc/>
    public void Fill(Segment segment, CancellationToken cancellationToken)
    {
    }
}
