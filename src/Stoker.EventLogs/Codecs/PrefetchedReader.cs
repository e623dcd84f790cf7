using Stoker.EventLogs.Sources;

namespace Stoker.EventLogs.Codecs;

/// <summary>Hands out a first piece that was decoded to see what the content is, then what the reader behind it has.</summary>
internal sealed class PrefetchedReader(Segment first, IContentReader rest) : IContentReader
{
    private Segment? _first = first;

    /// <inheritdoc/>
    public ISegmentFill? Claim(Segment segment, CancellationToken cancellationToken)
    {
        if (_first is not { } ready)
        {
            return rest.Claim(segment, cancellationToken);
        }
        _first = null;
        (segment.Buffer, segment.Length) = (ready.Buffer, ready.Length);
        (segment.Issue, segment.FollowsGap) = (ready.Issue, ready.FollowsGap);
        return FilledAlready.Instance;
    }

    /// <inheritdoc/>
    public void Dispose() => rest.Dispose();
}
